import type { LineReader } from '../wire/lines';

/** A stretch of a process's memory and the file it was mapped from. */
export interface Region {
  start: bigint;
  limit: bigint;
  /** Where in the file the region begins. */
  offset: bigint;
  file: string;
  buildId: string;
}

/** Whether a line announces a memory map. */
export function isMapHeading(line: string): boolean {
  return line.includes('--- Memory map: ---') || line.includes('MAPPED_LIBRARIES:');
}

/**
 * Reads what is left of a file as a memory map and returns the executable regions, the program's own first.
 * Lines that are no regions are skipped; `name=value` among them gives `$name` in later lines its meaning.
 */
export function readMemoryMap(lines: LineReader): Region[] {
  const variables = new Map<string, string>();
  const regions: Region[] = [];
  while (lines.next()) {
    const line = substitute(withoutLogPrefix(lines.text), variables);
    const region = parseRegion(line);
    if (region === 'none') {
      const sign = line.indexOf('=');
      if (sign > 0) variables.set(line.slice(0, sign).trim(), line.slice(sign + 1).trim());
    } else if (region !== 'not executable') {
      regions.push(region);
    }
  }
  return programFirst(merged(regions));
}

/** Logging libraries put 'I1123 12:00:00 4711 file.cc:42] ' before each line of a map that is logged. */
function withoutLogPrefix(line: string): string {
  const bracket = line.indexOf(']');
  if (bracket < 0 || !/^[^[\]]*:\d+$/.test(line.slice(0, bracket))) return line;
  return /\s/.test(line[bracket + 1] ?? '') ? line.slice(bracket + 2) : line;
}

/** More than a map ever defines, or a line holds: variables may name each other, and then lines grow. */
const mostVariables = 100;
const longestLine = 1 << 14;

function substitute(line: string, variables: ReadonlyMap<string, string>): string {
  if (variables.size === 0 || variables.size > mostVariables || !line.includes('$')) return line;
  if (line.length > longestLine) return line;
  let text = '';
  let rest = line;
  for (let at = rest.indexOf('$'); at >= 0; at = rest.indexOf('$')) {
    const name = [...variables.keys()].find((key) => key !== '' && rest.startsWith(key, at + 1));
    text += rest.slice(0, at) + (name === undefined ? '$' : variables.get(name)!);
    rest = rest.slice(at + 1 + (name?.length ?? 0));
    if (text.length > longestLine) return line;
  }
  return text + rest;
}

/**
 * Two forms: that of /proc/PID/maps, `start-limit perms offset device inode file`, and a brief one,
 * `start-limit: [perms] file [(@offset)] [build id]`.
 */
function parseRegion(line: string): Region | 'none' | 'not executable' {
  const range = /^\s*(?:0x)?([0-9a-f]+)(?:\s*-\s*|\s+)(?:0x)?([0-9a-f]+)(:|(?=\s)|$)/i.exec(line);
  if (range === null) return 'none';
  const start = hex(range[1]!);
  const limit = hex(range[2]!);
  if (start === null || limit === null) return 'none';
  const words = line.slice(range[0].length).split(/\s+/);
  if (words[0] === '') words.shift();
  if (/^[-rwxp]+$/.test(words[0] ?? '')) {
    if (!words.shift()!.includes('x')) return 'not executable';
  }
  const isHex = (word: string | undefined) => word !== undefined && /^[0-9a-f]+$/i.test(word);
  const isDevice = (word: string | undefined) => word !== undefined && /^[0-9a-f]+:[0-9a-f]+$/i.test(word);

  const device = isDevice(words[0]) ? 0 : isHex(words[0]) && isDevice(words[1]) ? 1 : -1;
  if (device >= 0 && /^\d+$/.test(words[device + 1] ?? '')) {
    const offset = hex(device === 1 ? words[0]! : '0');
    return offset === null ? 'none' : { start, limit, offset, file: words[device + 2] ?? '', buildId: '' };
  }
  const file = words.shift() ?? '';
  const at = /^\(@([0-9a-f]+)\)$/i.exec(words[0] ?? '');
  if (at !== null) words.shift();
  const offset = hex(at?.[1] ?? '0');
  if (offset === null) return 'none';
  return { start, limit, offset, file, buildId: isHex(words[0]) ? words[0]! : '' };
}

/** null where the number takes more than 64 bits. */
function hex(digits: string): bigint | null {
  const significant = digits.replace(/^0+/, '');
  return significant.length > 16 ? null : BigInt(`0x0${significant}`);
}

/** Joins neighbours that are one mapping of one file, split up by a change of protection, say. */
function merged(regions: readonly Region[]): Region[] {
  const result: Region[] = [];
  for (const region of regions) {
    const last = result[result.length - 1];
    if (last !== undefined && continues(last, region)) {
      last.limit = region.limit;
      last.file = region.file || last.file;
      last.buildId = region.buildId || last.buildId;
    } else {
      result.push({ ...region });
    }
  }
  return result;
}

function continues(a: Region, b: Region): boolean {
  const agree = (x: string, y: string) => x === '' || y === '' || x === y;
  if (a.limit !== b.start || !agree(a.file, b.file) || !agree(a.buildId, b.buildId)) return false;
  return a.offset === 0n || b.offset === 0n || a.offset + (a.limit - a.start) === b.offset;
}

/** The first region that is neither a library nor one of the kernel's is taken for the program. */
function programFirst(regions: Region[]): Region[] {
  const at = regions.findIndex(({ file }) => {
    const name = file.replaceAll('(deleted)', '').trim();
    return name !== '' && !name.startsWith('[') && !/\.so$|\.so[._]\d/.test(name);
  });
  if (at > 0) [regions[0], regions[at]] = [regions[at]!, regions[0]!];
  return regions;
}
