import { describe, expect, it } from 'vitest';
import { isPressed, isTyping, type Key, printed } from '../../../renderer/commands/keys';
import { commands } from '../../../renderer/commands/table';
import { languages } from '../../../renderer/words/words';

const press = (key: string, ...held: ('ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey')[]): Key => ({
  key,
  ctrlKey: held.includes('ctrlKey'),
  metaKey: held.includes('metaKey'),
  altKey: held.includes('altKey'),
  shiftKey: held.includes('shiftKey'),
});
const commandOf = (pressed: Key) =>
  commands.filter(({ keys = [] }) => keys.some((key) => isPressed(key, pressed))).map(({ id }) => id);

describe('keys', () => {
  it('mean the same with Control and Command', () => {
    expect(commandOf(press('o', 'ctrlKey'))).toEqual(['open']);
    expect(commandOf(press('o', 'metaKey'))).toEqual(['open']);
    expect(commandOf(press('W', 'ctrlKey'))).toEqual(['close-tab']);
  });

  it('count the places of the strip', () => {
    expect(commandOf(press('1', 'ctrlKey'))).toEqual(['start']);
    expect(commandOf(press('9', 'ctrlKey'))).toEqual(['place-9']);
    expect(commandOf(press('0', 'ctrlKey'))).toEqual(['reset-zoom']);
  });

  it('go round the tabs either way', () => {
    expect(commandOf(press('Tab', 'ctrlKey'))).toEqual(['next-tab']);
    expect(commandOf(press('Tab', 'ctrlKey', 'shiftKey'))).toEqual(['previous-tab']);
  });

  it('tell Shift, and take signs however a keyboard types them', () => {
    expect(commandOf(press('z', 'ctrlKey'))).toEqual(['undo']);
    expect(commandOf(press('Z', 'ctrlKey', 'shiftKey'))).toEqual(['redo']);
    expect(commandOf(press('?', 'shiftKey'))).toEqual(['shortcuts']);
    expect(commandOf(press('/'))).toEqual(['find']);
    expect(commandOf(press('/', 'shiftKey'))).toEqual(['find']);
    expect(commandOf(press('|', 'ctrlKey', 'shiftKey'))).toEqual(['split-down']);
    expect(commandOf(press('F6', 'shiftKey'))).toEqual(['previous-pane']);
  });

  it('are nobody’s command in plain typing, but Escape is', () => {
    for (const key of ['o', 'w', '1', 'Tab', 'Enter']) expect(commandOf(press(key))).toEqual([]);
    expect(commandOf(press('Escape'))).toEqual(['cancel']);
    expect(commandOf(press('Escape', 'altKey'))).toEqual([]);
    expect(commandOf(press('o', 'ctrlKey', 'shiftKey'))).toEqual([]);
    expect(['/', '?'].every(isTyping)).toBe(true);
    expect(['Mod+K', 'F6', 'Shift+F6', 'Escape'].some(isTyping)).toBe(false);
  });

  it('are printed as a person knows them', () => {
    expect(printed('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
    expect(printed('Mod+Shift+Z', true)).toBe('⇧⌘Z');
  });
});

describe('the table of commands', () => {
  it('gives no key to two commands, and no id twice', () => {
    const keys = commands.flatMap(({ keys: own = [] }) => own);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  it('has words for each, in each language', () => {
    for (const { words } of Object.values(languages)) {
      const titles = commands.filter((c) => c.keyOnly !== true).map(({ title }) => title(words.commands));
      expect(titles.every((title) => title.trim() !== '')).toBe(true);
      expect(new Set(titles).size).toBe(titles.length);
    }
  });
});
