import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A large profile that is the same on every machine: 1,000,000 samples of a program whose functions call
 * each other along a fixed graph with a skewed choice of callee, 24 frames deep on average.
 *
 * It is written by hand, not by the engine's encoder: a defect there must not hide in the figures.
 */
export const million = {
  samples: 1_000_000,
  functions: 22_000,
  locations: 26_000,
  meanDepth: 24,
  seed: 20_261_123,
};

/** Raised whenever the generator's output changes, so that old files are not taken for new ones. */
const version = 1;

/**
 * Path of the profile, uncompressed; written into the system's temporary folder on first use.
 * @param variant another number draws other samples of the same program
 * @param samples fewer of them, for a peer that a million is too much for
 */
export function millionProfile(variant = 0, samples = million.samples): string {
  const folder = join(tmpdir(), 'flamebench-bench');
  const names = ['million', version, ...(variant === 0 ? [] : [variant])];
  if (samples !== million.samples) names.push(`of-${samples}`);
  const path = join(folder, `${names.join('-')}.pb`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const partial = `${path}.${process.pid}`;
  const file = openSync(partial, 'w');
  try {
    writeProfile((bytes) => writeSync(file, bytes), million.seed + variant, samples);
  } finally {
    closeSync(file);
  }
  renameSync(partial, path);
  return path;
}

/** mulberry32: small, fast, and good enough to draw stacks with. Numbers in 0 … 1. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The location that a location calls at its n-th call site, most frequent first. */
function callee(location: number, site: number): number {
  let hash = Math.imul(location + 1, 0x9e3779b1) ^ Math.imul(site + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return ((hash ^ (hash >>> 13)) >>> 0) % million.locations;
}

function writeProfile(write: (bytes: Uint8Array) => void, seed: number, samples: number): void {
  const out = new MessageWriter(write);
  const strings = new Map<string, number>([['', 0]]);
  const text = (value: string): number => {
    const known = strings.get(value);
    if (known !== undefined) return known;
    strings.set(value, strings.size);
    return strings.size - 1;
  };
  const valueType = (type: string, unit: string) => {
    const [a, b] = [text(type), text(unit)];
    return (w: MessageWriter) => w.number(1, a).number(2, b);
  };

  out.message(1, valueType('samples', 'count'));
  out.message(1, valueType('cpu', 'nanoseconds'));
  writeSamples(out, seed, samples);
  out.message(3, (w) =>
    w.number(1, 1).number(2, 0x400000).number(3, 0x4000000).number(5, text('/usr/bin/shop')).number(7, 1),
  );
  for (let location = 0; location < million.locations; location++) {
    const fn = (location % million.functions) + 1;
    // One location in twelve holds an inlined call.
    const inlined = location % 12 === 5 ? ((location * 7) % million.functions) + 1 : 0;
    out.message(4, (w) => {
      w.number(1, location + 1)
        .number(2, 1)
        .number(3, 0x400000 + location * 64);
      if (inlined > 0) w.message(4, (line) => line.number(1, inlined).number(2, 10 + (location % 90)));
      w.message(4, (line) => line.number(1, fn).number(2, 10 + (location % 400)));
    });
  }
  for (let fn = 0; fn < million.functions; fn++) {
    const folder = `github.com/acme/shop/internal/pkg${fn % 211}`;
    const name = text(`${folder}.(*Type${fn % 37}).Method${fn}`);
    const file = text(`/src/${folder}/file${fn % 1009}.go`);
    out.message(5, (w) =>
      w
        .number(1, fn + 1)
        .number(2, name)
        .number(3, name)
        .number(4, file)
        .number(5, 1 + (fn % 300)),
    );
  }
  out.number(9, 1_790_000_000_000_000_000).number(10, 60_000_000_000);
  out.message(11, valueType('cpu', 'nanoseconds'));
  out.number(12, 10_000_000);
  for (const value of strings.keys()) out.bytes(6, Buffer.from(value, 'utf8'));
  out.flush();
}

function writeSamples(out: MessageWriter, seed: number, samples: number): void {
  const next = random(seed);
  const path = new Int32Array(96);
  for (let sample = 0; sample < samples; sample++) {
    // Sum of three uniform numbers: bell-shaped between 4 and 44.
    const depth = 4 + Math.floor((next() + next() + next()) * 13.67);
    let location = 0;
    for (let level = 0; level < depth; level++) {
      path[level] = location;
      const draw = next();
      // Most calls go to the first site; the others fall off quickly, which gives the tree its skew.
      location = callee(location, draw < 0.9 ? 0 : Math.floor(1 + ((draw - 0.9) / 0.1) ** 3 * 6));
    }
    const count = 1 + Math.floor(next() ** 8 * 40);
    out.message(2, (w) => {
      w.message(1, (ids) => {
        for (let level = depth - 1; level >= 0; level--) ids.varint(path[level]! + 1);
      });
      w.message(2, (values) => values.varint(count).varint(count * 10_000_000));
    });
  }
}

/** Writes protobuf fields one after the other; the length of a message is filled in when it is complete. */
class MessageWriter {
  private readonly buffer = new Uint8Array(1 << 20);
  private end = 0;
  private depth = 0;

  constructor(private readonly write: (bytes: Uint8Array) => void) {}

  varint(value: number): this {
    let rest = value;
    while (rest >= 128) {
      this.buffer[this.end++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.buffer[this.end++] = rest;
    return this;
  }

  number(field: number, value: number): this {
    return this.varint(field * 8).varint(value);
  }

  bytes(field: number, value: Uint8Array): this {
    this.varint(field * 8 + 2).varint(value.length);
    this.buffer.set(value, this.end);
    this.end += value.length;
    if (this.depth === 0 && this.end > this.buffer.length / 2) this.flush();
    return this;
  }

  /** The fields that `fill` writes, as one embedded message of less than 16 kB. */
  message(field: number, fill: (writer: MessageWriter) => unknown): this {
    this.varint(field * 8 + 2);
    const start = this.end;
    this.depth++;
    this.end += 1;
    fill(this);
    this.depth--;
    const length = this.end - start - 1;
    if (length < 128) {
      this.buffer[start] = length;
    } else {
      this.buffer.copyWithin(start + 2, start + 1, this.end);
      this.buffer[start] = (length % 128) | 128;
      this.buffer[start + 1] = Math.floor(length / 128);
      this.end += 1;
    }
    if (this.depth === 0 && this.end > this.buffer.length / 2) this.flush();
    return this;
  }

  flush(): void {
    this.write(this.buffer.subarray(0, this.end));
    this.end = 0;
  }
}
