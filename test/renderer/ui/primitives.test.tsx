import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Banner } from '../../../renderer/ui/banner';
import { IconButton } from '../../../renderer/ui/button';
import { Field } from '../../../renderer/ui/field';
import { CloseIcon } from '../../../renderer/ui/icons';
import { Progress } from '../../../renderer/ui/progress';
import { nextIndex, Segmented } from '../../../renderer/ui/segmented';

describe('nextIndex', () => {
  const three = [{}, { disabledReason: 'not now' }, {}];

  test('skips what cannot be chosen and goes round', () => {
    expect(nextIndex('ArrowRight', 0, three)).toBe(2);
    expect(nextIndex('ArrowRight', 2, three)).toBe(0);
    expect(nextIndex('ArrowLeft', 0, three)).toBe(2);
    expect(nextIndex('Home', 2, three)).toBe(0);
    expect(nextIndex('End', 0, three)).toBe(2);
  });

  test('means nothing for other keys and for an empty row', () => {
    expect(nextIndex('a', 0, three)).toBeNull();
    expect(nextIndex('ArrowRight', 0, [])).toBeNull();
    expect(nextIndex('ArrowRight', 0, [{ disabledReason: 'no' }])).toBeNull();
  });
});

test('a segmented control is one stop in the focus order and says what is chosen', () => {
  const options = [
    { id: 'a', label: 'Side by side' },
    { id: 'b', label: 'Difference', disabledReason: 'One side only' },
  ] as const;
  const tabs = renderToStaticMarkup(
    <Segmented label="Mode" as="tabs" options={options} value="a" onChange={() => {}} />,
  );
  expect(tabs).toContain('role="tablist" aria-label="Mode"');
  expect(tabs.match(/tabindex="0"/g)).toHaveLength(1);
  expect(tabs.match(/role="tab" aria-selected="true"/g)).toHaveLength(1);
  expect(tabs).toContain('title="One side only"');
  const radios = renderToStaticMarkup(
    <Segmented label="Mode" options={options} value="b" onChange={() => {}} />,
  );
  expect(radios).toContain('role="radiogroup"');
  expect(radios.match(/aria-checked="true"/g)).toHaveLength(1);
});

test('a field ties its label and its error to the input', () => {
  const html = renderToStaticMarkup(
    <Field label="Seconds" unit="s" value="x" error="A number." onChange={() => {}} />,
  );
  const id = /<input[^>]* id="([^"]+)"/.exec(html)![1]!;
  expect(html).toContain(`for="${id}"`);
  expect(html).toContain('aria-invalid="true"');
  expect(html).toContain(`aria-describedby="${id}-note"`);
  expect(html).toContain(`<p id="${id}-note"`);
});

test('progress stays between nothing and all, whatever it is given', () => {
  const now = (done: number) =>
    /aria-valuenow="(\d+)"/.exec(renderToStaticMarkup(<Progress done={done} label="Reading" />))![1];
  expect([-1, 0.256, 2, Number.NaN].map(now)).toEqual(['0', '26', '100', '0']);
});

test('errors interrupt, notes do not', () => {
  expect(renderToStaticMarkup(<Banner>x</Banner>)).toContain('role="alert"');
  expect(renderToStaticMarkup(<Banner tone="note">x</Banner>)).toContain('role="status"');
});

test('a picture alone has a name', () => {
  expect(renderToStaticMarkup(<IconButton label="Close" icon={<CloseIcon />} />)).toContain(
    'aria-label="Close"',
  );
});
