import { closeSync, openSync, writeSync } from 'node:fs';

/** Generated input of the FlameGraph tools, the same in every run. */

function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const packages = [
  'runtime.',
  'net/http.(*conn).',
  'std::vector<T>::',
  'java/util/concurrent/',
  'sys_',
  'encoding/json.',
];

function functionNames(random: () => number): string[] {
  return Array.from({ length: 4000 }, () => {
    const letters = Array.from({ length: 4 + Math.floor(random() * 18) }, () =>
      String.fromCharCode(97 + Math.floor(random() * 26)),
    );
    return `${packages[Math.floor(random() * packages.length)]}${letters.join('')}`;
  });
}

/**
 * Stacks as ids of functions, root first, about 20 deep. Each begins like the one before, for a length by
 * chance, and few functions are in most of them.
 */
function* stacks(random: () => number, functions: number): Generator<readonly number[]> {
  let stack: number[] = [];
  for (;;) {
    const kept = stack.slice(0, Math.floor(random() * (stack.length + 1)));
    const added = Array.from({ length: 1 + Math.floor(random() * 11) }, () =>
      Math.min(functions - 1, Math.floor(-Math.log(1 - random()) * 300)),
    );
    stack = [...kept, ...added].slice(0, 40);
    yield stack;
  }
}

function writeUntil(path: string, bytes: number, lines: Iterable<string>): void {
  const file = openSync(path, 'w');
  let written = 0;
  let part: string[] = [];
  let partLength = 0;
  for (const line of lines) {
    part.push(line);
    partLength += line.length;
    if (partLength < 2 ** 20 && written + partLength < bytes) continue;
    written += writeSync(file, part.join(''));
    part = [];
    partLength = 0;
    if (written >= bytes) break;
  }
  closeSync(file);
}

/** Folded stacks in no order, distinct but for chance. */
export function writeFolded(path: string, bytes: number): void {
  const random = createRandom(7);
  const names = functionNames(random);
  function* lines() {
    for (const stack of stacks(random, names.length)) {
      yield `${stack.map((id) => names[id]).join(';')} ${1 + Math.floor(random() * 200)}\n`;
    }
  }
  writeUntil(path, bytes, lines());
}

/** The call site that a call site's function calls next: a fixed graph, most frequent first. */
function callee(site: number, choice: number): number {
  let hash = Math.imul(site + 1, 0x9e3779b1) ^ Math.imul(choice + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return ((hash ^ (hash >>> 13)) >>> 0) % callSites;
}

/** As many as make one line in a hundred new, about what recordings of this size have. */
const callSites = 7000;
/** Share of the samples whose stack was not seen before. */
const newStacks = 0.25;

/**
 * Text of `perf script` of programs whose functions call each other along a fixed graph with a skewed choice
 * of callee, 24 frames deep on average, as in the profile of a million samples; hot stacks come again.
 */
export function writePerf(path: string, bytes: number): void {
  const random = createRandom(8);
  const names = functionNames(random);
  const modules = ['/usr/lib/x86_64-linux-gnu/libc.so.6', '/srv/shop/bin/server', '[kernel.kallsyms]'];
  const commands = ['server', 'V8 WorkerThread', 'java', 'swapper'];
  const lineOf = (site: number) => {
    const id = site % names.length;
    const offset = (site * 19) % 4096;
    const address = (0x7f26dc000000 + id * 4096 + offset).toString(16);
    return `\t${address.padStart(16)} ${names[id]}+0x${offset.toString(16)} (${modules[id % modules.length]})\n`;
  };
  const walk = (root: number): string => {
    const depth = 4 + Math.floor((random() + random() + random()) * 13.67);
    const frames: string[] = [];
    let site = root;
    for (let level = 0; level < depth; level++) {
      frames.push(lineOf(site));
      const draw = random();
      // Most calls go to the first callee; the others fall off quickly.
      site = callee(site, draw < 0.9 ? 0 : Math.floor(1 + ((draw - 0.9) / 0.1) ** 3 * 6));
    }
    return frames.reverse().join('');
  };
  const seen: string[][] = commands.map(() => []);
  function* lines() {
    let micros = 0;
    for (;;) {
      const root = Math.floor(random() * commands.length);
      const known = seen[root]!;
      const isNew = known.length === 0 || random() < newStacks;
      const stack = isNew ? walk(root) : known[Math.floor(random() ** 2 * known.length)]!;
      if (isNew) known.push(stack);
      micros += Math.floor(random() * 400);
      const time = `${666709 + Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
      const period = 1 + Math.floor(random() * 250000);
      const head = `${commands[root]} 1${root} [00${root}] ${time}:     ${period} cycles: \n`;
      yield `${head}${stack}\n`;
    }
  }
  writeUntil(path, bytes, lines());
}
