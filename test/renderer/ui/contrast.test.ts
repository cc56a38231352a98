import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../../renderer/ui/tokens.css', import.meta.url), 'utf8');
const split = css.indexOf('@media (prefers-color-scheme: dark)');
const colours = (part: string) =>
  new Map([...part.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1]!, m[2]!]));
const light = colours(css.slice(0, split));
const dark = colours(css.slice(split));

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

const grounds = ['surface', 'chrome', 'sunken', 'raised', 'hover', 'selected'];

describe.each([
  ['light', light],
  ['dark', dark],
])('%s', (_, tokens) => {
  const ratio = (text: string, ground: string) => contrast(tokens.get(text)!, tokens.get(ground)!);

  test.each(['text', 'text-muted', 'text-faint', 'accent', 'danger', 'more', 'less'])(
    '--%s is readable on every ground',
    (text) => {
      const poor = grounds.filter((ground) => ratio(text, ground) < 4.5);
      expect(poor).toEqual([]);
    },
  );

  test('words on fills and banners are readable', () => {
    expect(ratio('on-accent', 'accent-fill')).toBeGreaterThanOrEqual(4.5);
    expect(ratio('on-accent', 'accent-fill-hover')).toBeGreaterThanOrEqual(4.5);
    expect(ratio('text', 'danger-surface')).toBeGreaterThanOrEqual(4.5);
    expect(ratio('danger', 'danger-surface')).toBeGreaterThanOrEqual(4.5);
    expect(ratio('text', 'warning-surface')).toBeGreaterThanOrEqual(4.5);
    expect(ratio('warning', 'warning-surface')).toBeGreaterThanOrEqual(4.5);
    expect(ratio('text', 'note-surface')).toBeGreaterThanOrEqual(4.5);
    expect(ratio('text', 'pressed')).toBeGreaterThanOrEqual(4.5);
  });

  test('the lines of charts stand out three to one', () => {
    const lines = [...tokens.keys()].filter((name) => name.startsWith('series-'));
    expect(lines).toHaveLength(8);
    expect(lines.filter((name) => ratio(name, 'surface') < 3 || ratio(name, 'selected') < 3)).toEqual([]);
  });

  test('shapes that must be seen stand out three to one', () => {
    for (const ground of ['surface', 'chrome', 'raised']) {
      expect(ratio('focus', ground)).toBeGreaterThanOrEqual(3);
      expect(ratio('outline', ground)).toBeGreaterThanOrEqual(3);
    }
  });
});

test('both themes define the same colours', () => {
  expect([...dark.keys()].sort()).toEqual([...light.keys()].sort());
});
