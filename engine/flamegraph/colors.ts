import { firstRandom } from './random';

/** How the shade of a name is chosen within its palette. */
export type Shade =
  /** By the sum of the name's characters; the default. */
  | { readonly by: 'name' }
  /** By the name's first and last three characters, so that similar names look alike. */
  | { readonly by: 'hash' }
  | { readonly by: 'chance'; readonly random: () => number };

const int = Math.trunc;
const rgb = (red: number, green: number, blue: number) => `rgb(${red},${green},${blue})`;

type Mix = (v1: number, v2: number, v3: number) => string;

/** Palettes of one hue, from numbers in [0, 1). */
const hues = {
  hot: (v1, v2, v3) => rgb(205 + int(50 * v3), int(230 * v1), int(55 * v2)),
  mem: (v1, v2) => rgb(0, 190 + int(50 * v2), int(210 * v1)),
  io: (v1, v2) => rgb(80 + int(60 * v1), 80 + int(60 * v1), 190 + int(55 * v2)),
  red: (v) => rgb(200 + int(55 * v), 50 + int(80 * v), 50 + int(80 * v)),
  green: (v) => rgb(50 + int(60 * v), 200 + int(55 * v), 50 + int(60 * v)),
  blue: (v) => rgb(80 + int(60 * v), 80 + int(60 * v), 205 + int(50 * v)),
  yellow: (v) => rgb(175 + int(55 * v), 175 + int(55 * v), 50 + int(20 * v)),
  purple: (v) => rgb(190 + int(65 * v), 80 + int(60 * v), 190 + int(65 * v)),
  aqua: (v) => rgb(50 + int(60 * v), 165 + int(55 * v), 165 + int(55 * v)),
  orange: (v) => rgb(190 + int(65 * v), 90 + int(65 * v), 0),
} satisfies Record<string, Mix>;

type Hue = keyof typeof hues;

type Rule = readonly [(name: string) => boolean, Hue];

const has = (part: string) => (name: string) => name.includes(part);
const ends = (part: string) => (name: string) => name.endsWith(part);
const always = () => true;
const javaPackage = /^L?(?:java|javax|jdk|net|org|com|io|sun)\//;
/** A path that leads to a script. */
const hasScript = (name: string) => name.includes('/') && name.includes('.js', name.indexOf('/') + 1);

/** Palettes that tell kinds of code apart: the first rule that a name meets gives its hue. */
const kinds: Readonly<Record<string, readonly Rule[]>> = {
  java: [
    [ends('_[j]'), 'green'],
    [ends('_[i]'), 'aqua'],
    [(name) => javaPackage.test(name) || name.includes(':::'), 'green'],
    [has('::'), 'yellow'],
    [ends('_[k]'), 'orange'],
    [always, 'red'],
  ],
  perl: [
    [has('::'), 'yellow'],
    [(name) => name.includes('Perl') || name.includes('.pl'), 'green'],
    [ends('_[k]'), 'orange'],
    [always, 'red'],
  ],
  js: [
    [(name) => name.endsWith('_[j]') && name.includes('/'), 'green'],
    [ends('_[j]'), 'aqua'],
    [has('::'), 'yellow'],
    [hasScript, 'green'],
    [has(':'), 'aqua'],
    [(name) => name === ' ', 'green'],
    [has('_[k]'), 'orange'],
    [always, 'red'],
  ],
  wakeup: [[always, 'aqua']],
  chain: [
    [has('_[w]'), 'aqua'],
    [always, 'blue'],
  ],
};

/** Every name that `--colors` knows; another one paints black. */
export const paletteNames: readonly string[] = [...Object.keys(hues), ...Object.keys(kinds)];

const isHue = (name: string): name is Hue => Object.hasOwn(hues, name);

/** Colour of a frame: 'rgb(r,g,b)'. */
export function frameColor(palette: string, shade: Shade, name: string): string {
  const rules = Object.hasOwn(kinds, palette) ? kinds[palette] : undefined;
  const hue = rules === undefined ? palette : rules.find(([meets]) => meets(name))![1];
  if (!isHue(hue)) return rgb(0, 0, 0);
  const mix: Mix = hues[hue];
  if (shade.by === 'hash') {
    const points = [...name];
    const back = nameHash(points.reverse().join(''));
    return mix(nameHash(name), back, back);
  }
  if (shade.by === 'chance') return mix(shade.random(), shade.random(), shade.random());
  const v = firstRandom(sumOfPoints(name));
  return mix(v, v, v);
}

/** Sum of the code points, modulo 2^32. */
function sumOfPoints(name: string): number {
  let sum = 0;
  for (let i = 0; i < name.length; i++) {
    const point = name.codePointAt(i)!;
    if (point > 0xffff) i++;
    sum += point;
  }
  return sum >>> 0;
}

/** 0 … 1 by the first three characters; what stands before a backtick is a module, and left out. */
function nameHash(name: string): number {
  let vector = 0;
  let weight = 1;
  let max = 1;
  let modulus = 10;
  // A backtick in front begins no name.
  for (const char of name.slice(name.indexOf('`', 1) + 1)) {
    const step = char.codePointAt(0)! % modulus;
    vector += (step / (modulus - 1)) * weight;
    modulus++;
    max += weight;
    weight *= 0.7;
    if (modulus > 12) break;
  }
  return 1 - vector / max;
}

/**
 * Colour of a change: white where there is none, red for more, blue for less, full at the largest.
 * @param max the largest change of the picture, at least 1
 */
export function changeColor(delta: number, max: number): string {
  const faded = int((210 * (max - Math.abs(delta))) / max);
  if (delta > 0) return rgb(255, faded, faded);
  return delta < 0 ? rgb(faded, faded, 255) : rgb(255, 255, 255);
}

const gradients: Readonly<Record<string, readonly [string, string]>> = {
  yellow: ['#eeeeee', '#eeeeb0'],
  blue: ['#eeeeee', '#e0e0ff'],
  green: ['#eef2ee', '#e0ffe0'],
  grey: ['#f8f8f8', '#e8e8e8'],
};

/**
 * Colours of the background, from its top to its bottom.
 * @param wanted the name of a gradient, one colour '#rrggbb', or '' for what suits the palette
 * @returns undefined where `wanted` is none of these
 */
export function backgroundColors(wanted: string, palette: string): readonly [string, string] | undefined {
  if (/^#.{6}$/u.test(wanted)) return [wanted, wanted];
  let name = wanted;
  if (name === '') {
    if (palette === 'mem') name = 'green';
    else if (/^(?:io|wakeup|chain)$/.test(palette)) name = 'blue';
    else if (/^(?:red|green|blue|aqua|yellow|purple|orange)$/.test(palette)) name = 'grey';
    else name = 'yellow';
  }
  return Object.hasOwn(gradients, name) ? gradients[name] : undefined;
}
