/** Keys as the table of commands writes them: 'Mod+Shift+Z', 'F6', '/', '?'. Mod is Control, on a Mac Command. Pure. */

export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether a press is this key. Control and Command are the same here. */
export function isPressed(written: string, pressed: Key): boolean {
  const parts = written.split('+');
  const name = parts[parts.length - 1]! || '+';
  const mod = pressed.ctrlKey || pressed.metaKey;
  if (parts.includes('Mod') !== mod || pressed.altKey !== parts.includes('Alt')) return false;
  // Signs such as '?' are typed with Shift on some keyboards and without on others.
  const isSign = name.length === 1 && !/[a-z0-9\\]/i.test(name);
  if (!isSign && parts.includes('Shift') !== pressed.shiftKey) return false;
  const key = pressed.key === '|' && pressed.shiftKey ? '\\' : pressed.key;
  return key.toLowerCase() === name.toLowerCase();
}

/** A key that types something where a person writes; there it does nothing else. */
export function isTyping(written: string): boolean {
  return !written.includes('Mod') && !/^(Shift\+)?F\d+$|^Escape$/.test(written);
}

/** As a person knows it: 'Ctrl+Shift+Z', on a Mac '⇧⌘Z'. */
export function printed(key: string, mac: boolean): string {
  // As keyboards have it, and shorter.
  const written = key.replace('Escape', 'Esc');
  if (!mac) return written.replace('Mod', 'Ctrl');
  const parts = written.split('+');
  const name = parts.pop()!;
  const signs = ['Alt', 'Shift', 'Mod'].filter((part) => parts.includes(part));
  const symbols: Readonly<Record<string, string>> = { Alt: '⌥', Shift: '⇧', Mod: '⌘' };
  return signs.map((part) => symbols[part]).join('') + name;
}
