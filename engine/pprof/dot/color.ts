/**
 * pprof's colour for a share of the total from -1 (green) over 0 (grey) to 1 (red), as '#rrggbb'. Small shares
 * are moved away from 0, so that their sign shows, and near 0 the colour fades into grey.
 */
export function shareColor(share: number, isBackground: boolean): string {
  const value = isBackground ? 0.93 : 0.7;
  let saturation = isBackground ? 0.1 : 1;
  const score = Math.max(-1, Math.min(1, share));
  const size = Math.abs(score);
  if (size < 0.2) saturation *= size / 0.2;
  const shift = 1 - 0.7;
  const moved = score > 0 ? score ** shift : score < 0 ? -((-score) ** shift) : score;
  const red = moved < 0 ? value * (1 + saturation * moved) : value;
  const green = moved < 0 ? value : value * (1 - saturation * moved);
  const blue = value * (1 - saturation);
  return `#${[red, green, blue].map(channel).join('')}`;
}

function channel(part: number): string {
  return (Math.trunc(part * 255) & 0xff).toString(16).padStart(2, '0');
}
