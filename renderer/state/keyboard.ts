/** What a key asks of the window as a whole. Views answer their own keys first. */
export type WindowCommand =
  | { readonly do: 'open' }
  | { readonly do: 'close-tab' }
  | { readonly do: 'escape' }
  /** 0 = the start page, then the strip's tabs from left to right. */
  | { readonly do: 'show'; readonly place: number }
  | { readonly do: 'step'; readonly by: 1 | -1 };

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The command of a key press; null where it is none. Control and Command are the same here. */
export function commandOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Key): WindowCommand | null {
  if (altKey) return null;
  if (!ctrlKey && !metaKey) return key === 'Escape' ? { do: 'escape' } : null;
  if (key === 'Tab') return { do: 'step', by: shiftKey ? -1 : 1 };
  if (shiftKey) return null;
  if (/^[1-9]$/.test(key)) return { do: 'show', place: Number(key) - 1 };
  switch (key.toLowerCase()) {
    case 'o':
      return { do: 'open' };
    case 'w':
      return { do: 'close-tab' };
    default:
      return null;
  }
}
