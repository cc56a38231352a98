/**
 * Puts text on the clipboard. The window is denied the permission that the modern interface asks for; the older
 * one needs none when a person's click or key is behind it.
 * @returns whether it is there now
 */
export function copyText(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.setAttribute('aria-hidden', 'true');
  // Out of sight, but with its line ends, which a text that is never wrapped would lose.
  area.style.cssText =
    'position: fixed; top: 0; left: 0; width: 1px; height: 1px; opacity: 0; white-space: pre';
  document.body.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}
