import type { Profile } from '../../../engine/model/profile';

/** A frame's name, or several joined by '>' for one location with inlined calls, outermost first. */
export interface StackSample {
  /** Root first. */
  readonly stack: readonly string[];
  readonly value: number;
}

/**
 * A profile of one sample type, written down directly as columns: these tests must not depend on any
 * reader being right. A name in brackets, '[/lib/libc.so]', is a location without symbols in that binary.
 */
export function profileOf(
  samples: readonly StackSample[],
  options: { unit?: string; dropFrames?: string; keepFrames?: string; inTimeOrder?: boolean } = {},
): Profile {
  const texts = [''];
  const intern = (text: string): number => {
    const known = texts.indexOf(text);
    return known >= 0 ? known : texts.push(text) - 1;
  };
  const functions: number[] = [];
  const mappings: number[] = [];
  const locations: { lines: number[]; mapping: number }[] = [];
  const locationOf = new Map<string, number>();
  const location = (text: string): number => {
    let row = locationOf.get(text);
    if (row === undefined) {
      if (text.startsWith('[')) {
        mappings.push(intern(text.slice(1, -1)));
        row = locations.push({ lines: [], mapping: mappings.length - 1 }) - 1;
      } else {
        const lines = text
          .split('>')
          .reverse()
          .map((name) => functions.push(intern(name)) - 1);
        row = locations.push({ lines, mapping: -1 }) - 1;
      }
      locationOf.set(text, row);
    }
    return row;
  };
  const stacks = samples.map((sample) => sample.stack.map(location).reverse());
  const lines = locations.flatMap((l) => l.lines);
  const zeros = (length: number) => new Float64Array(length);
  const ids = (length: number) => BigUint64Array.from({ length }, (_, i) => BigInt(i + 1));

  return {
    sampleTypes: [{ type: 'cpu', unit: options.unit ?? 'nanoseconds' }],
    samples: {
      length: samples.length,
      stackOffsets: offsets(stacks.map((s) => s.length)),
      stacks: Int32Array.from(stacks.flat()),
      values: [Float64Array.from(samples, (s) => s.value)],
      labelOffsets: new Int32Array(samples.length + 1),
      labels: {
        length: 0,
        key: new Int32Array(0),
        str: new Int32Array(0),
        num: new BigInt64Array(0),
        numUnit: new Int32Array(0),
      },
    },
    locations: {
      length: locations.length,
      id: ids(locations.length),
      mapping: Int32Array.from(locations, (l) => l.mapping),
      address: new BigUint64Array(locations.length),
      lineOffsets: offsets(locations.map((l) => l.lines.length)),
      lines: {
        length: lines.length,
        function: Int32Array.from(lines),
        line: zeros(lines.length),
        column: zeros(lines.length),
      },
      isFolded: new Uint8Array(locations.length),
    },
    functions: {
      length: functions.length,
      id: ids(functions.length),
      name: Int32Array.from(functions),
      systemName: new Int32Array(functions.length),
      filename: new Int32Array(functions.length),
      startLine: zeros(functions.length),
    },
    mappings: {
      length: mappings.length,
      id: ids(mappings.length),
      start: new BigUint64Array(mappings.length),
      limit: new BigUint64Array(mappings.length),
      offset: new BigUint64Array(mappings.length),
      filename: Int32Array.from(mappings),
      buildId: new Int32Array(mappings.length),
      has: new Uint8Array(mappings.length),
    },
    strings: {
      length: texts.length,
      get: (i) => texts[i]!,
      utf8: (i) => new TextEncoder().encode(texts[i]!),
    },
    defaultSampleType: '',
    dropFrames: options.dropFrames ?? '',
    keepFrames: options.keepFrames ?? '',
    timeNanos: 0n,
    durationNanos: 0n,
    periodType: null,
    period: 0n,
    comments: [],
    docUrl: '',
    inTimeOrder: options.inTimeOrder ?? false,
  };
}

/** 'main parse read 3' → stack main, parse, read; value 3. One line per sample. */
export function profileOfText(text: string, options: Parameters<typeof profileOf>[1] = {}): Profile {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return profileOf(
    lines.map((line) => {
      const words = line.split(' ');
      return { stack: words.slice(0, -1), value: Number(words[words.length - 1]) };
    }),
    options,
  );
}

function offsets(lengths: readonly number[]): Int32Array {
  const result = new Int32Array(lengths.length + 1);
  for (let i = 0; i < lengths.length; i++) result[i + 1] = result[i]! + lengths[i]!;
  return result;
}
