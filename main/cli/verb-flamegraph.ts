import { readFile } from 'node:fs/promises';
import { backgroundColors } from '../../engine/flamegraph/colors';
import { flamegraph } from '../../engine/flamegraph/flamegraph';
import { type FrameAttributes, parseNameAttributes } from '../../engine/flamegraph/name-attributes';
import { defaultOptions, type FlamegraphOptions } from '../../engine/flamegraph/options';
import { leadingNumber } from '../../engine/flamegraph/perl-number';
import type { OptionKind } from './perl-tools/getopt-long';
import { readInput, systemReason } from './perl-tools/input';
import { paletteFile, readPaletteFile, writePaletteFile } from './perl-tools/palette-file';
import { diedStatus, failUsage, kindsOf, readOptions } from './perl-tools/usage';
import { ExitStatus, type Option, type Verb, type VerbContext } from './verb';

const nothingDrawnStatus = 2;
const noFileStatus = 2;

const text = (placeholder: string, about: string): Option => ({ type: 'string', placeholder, about });
const flag = (about: string): Option => ({ type: 'boolean', about });

const options = {
  title: text('TEXT', 'heading (Flame Graph)'),
  subtitle: text('TEXT', 'a second line of heading'),
  width: text('PX', 'width of the picture (1200)'),
  height: text('PX', 'height of a frame (16)'),
  minwidth: text('SIZE', 'leave out narrower frames: pixels, or a share of all as N% (0.1)'),
  fonttype: text('FONT', 'family of the type (Verdana)'),
  fontsize: text('PX', 'size of the type (12)'),
  fontwidth: text('SHARE', 'width of a character in sizes of the type (0.59)'),
  countname: text('TEXT', 'what is counted (samples)'),
  nametype: text('TEXT', 'what has the names (Function:)'),
  nameattr: text('FILE', 'attributes of frames, one name a line: NAME<tab>href=…<tab>title=…'),
  total: text('N', 'the count that the whole width stands for (their sum)'),
  factor: text('N', 'multiply the counts that are shown (1)'),
  encoding: text('NAME', 'encoding to declare in the XML'),
  colors: text('PALETTE', 'hot (default), mem, io, wakeup, chain, java, js, perl, or a hue'),
  bgcolors: text('COLOR', 'yellow (default), blue, green, grey, or one colour as #rrggbb'),
  hash: flag('similar names get similar colours'),
  random: flag('colours by chance'),
  cp: flag(`the same colours in every picture, kept in ./${paletteFile}`),
  reverse: flag('merge stacks from their leaves'),
  inverted: flag('root on top: an icicle graph'),
  flamechart: flag('keep the order of the lines, as for time'),
  negate: flag('of a difference: swap red and blue'),
  notes: text('TEXT', 'a comment to embed'),
} as const;

type OptionName = keyof typeof options;

const kinds: Readonly<Record<string, OptionKind>> = {
  ...kindsOf({ options }),
  width: 'integer',
  height: 'integer',
  fontsize: 'number',
  fontwidth: 'number',
  factor: 'number',
};

function die(context: VerbContext, reason: string, status = diedStatus): never {
  context.terminal.note(reason);
  throw new ExitStatus(status);
}

async function readAttributes(file: string, context: VerbContext) {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    return die(context, `Can't read ${file}: ${systemReason(error)}`, noFileStatus);
  }
  const { byName, brokenLine } = parseNameAttributes(content);
  if (brokenLine > 0) die(context, `Invalid format in ${file} at line ${brokenLine}`);
  return byName;
}

async function readPictureOptions(
  values: ReadonlyMap<string, string>,
  context: VerbContext,
): Promise<FlamegraphOptions> {
  const given = (name: OptionName) => values.get(name) ?? '';
  const number = (name: OptionName, fallback: number) => (values.has(name) ? Number(given(name)) : fallback);
  const attributesFile = given('nameattr');
  const nameAttributes: ReadonlyMap<string, FrameAttributes> =
    attributesFile === '' ? new Map() : await readAttributes(attributesFile, context);
  if (/[<>]/.test(given('notes'))) die(context, "Notes string can't contain < or >");
  const minWidth = values.get('minwidth') ?? '0.1';
  if (!/^[0-9.]+%?$/.test(minWidth)) {
    const reason = `Value '${minWidth}' is invalid for minwidth, expected a float.`;
    failUsage(flamegraphVerb, [reason], context);
  }
  const colors = values.get('colors') ?? defaultOptions.colors;
  const background = backgroundColors(given('bgcolors'), colors);
  if (background === undefined) return die(context, `Unrecognized bgcolor option "${given('bgcolors')}"`);
  const factor = number('factor', 1);
  const width = number('width', defaultOptions.width);
  const height = number('height', defaultOptions.height);
  const fontSize = number('fontsize', defaultOptions.fontSize);
  const fontWidth = number('fontwidth', defaultOptions.fontWidth);
  if (factor === 0) die(context, 'The counts cannot be multiplied by 0');
  if (width <= 20 || height <= 0 || fontSize <= 0 || fontWidth <= 0) {
    die(context, 'A picture needs a width above 20, and a height and a type above 0');
  }
  const shadeOfName = values.has('random') ? 'chance' : 'name';
  return {
    ...{ colors, background, factor, width, height, fontSize, fontWidth, nameAttributes },
    title: given('title'),
    subtitle: given('subtitle'),
    minWidth: { size: leadingNumber(minWidth), percent: minWidth.endsWith('%') },
    fontType: values.get('fonttype') ?? defaultOptions.fontType,
    encoding: given('encoding'),
    countName: values.get('countname') ?? defaultOptions.countName,
    nameType: values.get('nametype') ?? defaultOptions.nameType,
    total: leadingNumber(given('total')),
    shade: values.has('hash') ? 'hash' : shadeOfName,
    paletteMap: values.has('cp') ? await readPaletteFile() : undefined,
    reverse: values.has('reverse'),
    inverted: values.has('inverted'),
    flameChart: values.has('flamechart'),
    negate: values.has('negate'),
    notes: given('notes'),
  };
}

export const flamegraphVerb: Verb = {
  name: 'flamegraph',
  operands: '[FILE…] > OUT.svg',
  arity: [0, 0],
  onlyComputes: true,
  readsOwnFlags: true,
  failureStatus: diedStatus,
  summary: 'the picture of folded stacks that flamegraph.pl draws, with its options',
  details: [
    "Lines 'frame;frame;frame COUNT', from files or standard input. With two counts a line, as difffolded",
    'writes them, frames are as wide as the second count and coloured by the change.',
    'Palettes of one hue: red, green, blue, yellow, purple, aqua, orange.',
  ],
  options,
  async run({ positionals }, context) {
    const parsed = readOptions(flamegraphVerb, positionals, kinds, context);
    if (parsed === undefined) return;
    const picture = await readPictureOptions(parsed.values, context);
    const folded = await readInput(parsed.operands, context);
    const { svg, warnings, drawn } = flamegraph(folded, picture, Math.random);
    for (const line of warnings) context.terminal.note(line);
    context.terminal.write(svg);
    if (!drawn) throw new ExitStatus(nothingDrawnStatus);
    context.heedInterrupts?.();
    if (picture.paletteMap !== undefined) await writePaletteFile(picture.paletteMap);
  },
};
