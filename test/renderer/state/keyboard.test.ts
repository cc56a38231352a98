import { expect, test } from 'vitest';
import { commandOf } from '../../../renderer/state/keyboard';

const press = (key: string, held: string | readonly string[] = []) => {
  const on = (name: string) => (typeof held === 'string' ? held === name : held.includes(name));
  return commandOf({
    key,
    ctrlKey: on('ctrlKey'),
    metaKey: on('metaKey'),
    altKey: on('altKey'),
    shiftKey: on('shiftKey'),
  });
};

test('Control and Command mean the same', () => {
  expect(press('o', 'ctrlKey')).toEqual({ do: 'open' });
  expect(press('o', 'metaKey')).toEqual({ do: 'open' });
  expect(press('W', 'ctrlKey')).toEqual({ do: 'close-tab' });
});

test('digits count the places of the strip', () => {
  expect(press('1', 'ctrlKey')).toEqual({ do: 'show', place: 0 });
  expect(press('9', 'ctrlKey')).toEqual({ do: 'show', place: 8 });
  expect(press('0', 'ctrlKey')).toBeNull();
});

test('Ctrl+Tab goes round either way', () => {
  expect(press('Tab', 'ctrlKey')).toEqual({ do: 'step', by: 1 });
  expect(press('Tab', ['ctrlKey', 'shiftKey'])).toEqual({ do: 'step', by: -1 });
});

test('plain typing is nobody’s command, but Escape is', () => {
  for (const key of ['o', 'w', '1', 'Tab', 'Enter']) expect(press(key)).toBeNull();
  expect(press('Escape')).toEqual({ do: 'escape' });
  expect(press('Escape', 'altKey')).toBeNull();
  expect(press('o', ['ctrlKey', 'shiftKey'])).toBeNull();
});
