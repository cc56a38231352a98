import { describe, expect, it } from 'vitest';
import { menuCommands } from '../../../proto/ipc';
import { isPressed, isTyping, type Key, printed } from '../../../renderer/commands/keys';
import { type CommandGroup, commands } from '../../../renderer/commands/table';
import { languages } from '../../../renderer/words/words';
import { createTestApp } from '../state/app';

const shown: readonly CommandGroup[] = ['navigation', 'filters', 'panes', 'window', 'help'];

/** The press that a written key asks for. */
function press(written: string): Key {
  const parts = written.split('+');
  const key = parts.pop()!;
  return {
    key,
    ctrlKey: parts.includes('Mod'),
    metaKey: false,
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
  };
}

describe('the table of commands', () => {
  const keys = commands.flatMap(({ id, keys: own = [] }) => own.map((key) => ({ id, key })));

  it('has each command once, in a group that the cheat sheet shows', () => {
    const ids = commands.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, group } of commands) expect(shown, id).toContain(group);
  });

  it('is named in every language, no two alike', () => {
    for (const { name, words } of Object.values(languages)) {
      const titles = commands.map(({ title }) => title(words.commands));
      expect(
        titles.filter((title) => title.trim() === ''),
        name,
      ).toEqual([]);
      expect(
        titles.filter((title, i) => titles.indexOf(title) !== i),
        name,
      ).toEqual([]);
    }
  });

  it('gives no key to two commands, and each key to the command it is written at', () => {
    expect(keys.length).toBeGreaterThan(30);
    for (const { id, key } of keys) {
      const does = keys.filter((other) => isPressed(other.key, press(key))).map((other) => other.id);
      expect(does, key).toEqual([id]);
      expect(printed(key, false), key).not.toContain('Mod');
    }
  });

  it('reaches every command: by a key, or by the palette', () => {
    for (const { id, keys: own = [], keyOnly = false } of commands) {
      expect(keyOnly && own.length === 0, id).toBe(false);
    }
  });

  it('takes no letter from who types', () => {
    for (const { id, key } of keys) {
      if (!key.includes('Mod') && !/^(Shift\+)?F\d|Escape/.test(key)) expect(isTyping(key), id).toBe(true);
    }
  });

  it('knows every command of the native menu', () => {
    const ids: readonly string[] = commands.map(({ id }) => id);
    for (const id of menuCommands) expect(ids).toContain(id);
  });

  it('offers nothing of a workspace where there is none, and the rest works', () => {
    const app = createTestApp({ 'file.open': () => [], 'demo.start': () => new Promise(() => {}) });
    const context = { ports: app, workspace: null };
    for (const { id, group, when, run } of commands) {
      const now = when?.(context) ?? true;
      if (group === 'panes' || group === 'filters' || group === 'navigation') expect(now, id).toBe(false);
      if (now) expect(() => run(context), id).not.toThrow();
    }
    expect(app.state().overlay).not.toBeNull();
  });
});
