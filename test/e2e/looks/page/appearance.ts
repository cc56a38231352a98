/** Whether what is painted follows the appearance. Runs in the page. */

/** Side of the small picture that a canvas is judged by, in pixels. */
const side = 16;

/** Canvases that are light where the window is dark, or dark where it is light. */
export function wrongAppearance(nameOf: (element: Element) => string): string[] {
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const small = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true })!;
  return [...document.querySelectorAll('canvas')].flatMap((canvas) => {
    if (!canvas.checkVisibility() || canvas.width === 0 || canvas.height === 0) return [];
    // Where nothing is painted the page shows through.
    small.fillStyle = isDark ? '#000' : '#fff';
    small.fillRect(0, 0, side, side);
    small.drawImage(canvas, 0, 0, side, side);
    const { data } = small.getImageData(0, 0, side, side);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) sum += data[i]! + data[i + 1]! + data[i + 2]!;
    const isPaintedDark = sum / (side * side * 3) < 128;
    return isPaintedDark === isDark
      ? []
      : [
          `painted ${isPaintedDark ? 'dark' : 'light'} in a ${isDark ? 'dark' : 'light'} window: ${nameOf(canvas)}`,
        ];
  });
}
