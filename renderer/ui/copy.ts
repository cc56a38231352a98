/**
 * Puts a text on the clipboard, in answer to a key or click. The clipboard's own interface asks for a
 * permission that this window refuses to everybody.
 * @returns whether it is there now
 */
export function copyText(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('aria-hidden', 'true');
  // Out of sight, but with its line ends, which a text that is never wrapped would lose.
  area.style.cssText =
    'position: fixed; top: 0; left: 0; width: 1px; height: 1px; opacity: 0; white-space: pre';
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return done;
}
