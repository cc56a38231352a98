/**
 * Colours for pictures, computed in OKLCH so that all hues look equally bright, and written as '#rrggbb',
 * which every SVG reader knows.
 */

/** Hues a package may get. More would no longer be told apart. */
export const hueCount = 24;

/** Which hue a package has, 0 … hueCount - 1: the same in every picture; -1 for code of unknown origin. */
export function hueOf(packageName: string): number {
  if (packageName === '') return -1;
  // FNV-1a, 32 bit.
  let hash = 0x811c9dc5;
  for (let i = 0; i < packageName.length; i++) {
    hash = Math.imul(hash ^ packageName.charCodeAt(i), 0x01000193);
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % hueCount;
}

/**
 * An OKLCH colour in sRGB; what lies outside is clipped per channel.
 * Matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).
 *
 * @param lightness 0 … 1
 * @param chroma 0 (grey) … about 0.37
 * @param hue degrees
 */
export function oklch(lightness: number, chroma: number, hue: number): string {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${linear.map(channel).join('')}`;
}

function channel(linear: number): string {
  const encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  const byte = Math.round(Math.min(1, Math.max(0, encoded)) * 255);
  return byte.toString(16).padStart(2, '0');
}
