import type { ProfileBuilder } from '../../model/builder';
import { mappingHas } from '../../model/profile';

export interface RawSymbol {
  readonly name: string;
  readonly systemName: string;
  readonly filename: string;
  readonly line: number;
  readonly column: number;
  readonly startLine: number;
}

export interface RawLocation {
  readonly id: string;
  readonly address: bigint;
  /** Id of its mapping; '' = none. */
  readonly mapping: string;
  readonly isFolded: boolean;
  readonly symbols: (RawSymbol | 'unknown')[];
}

/** `     1: 0x4b16a4 M=1 [F] function file:line:column s=start`; null where the line is not one. */
export function parseLocation(line: string): RawLocation | null {
  const head = /^ *(\d+): 0x([0-9a-f]{1,16}) (?:M=(\d+) )?(\[F\] )?/.exec(line);
  if (head === null) return null;
  const rest = line.slice(head[0].length);
  const symbol = rest === '' ? null : parseSymbol(rest);
  if (rest !== '' && symbol === null) return null;
  return {
    id: head[1]!,
    address: BigInt(`0x${head[2]}`),
    mapping: head[3] ?? '',
    isFolded: head[4] !== undefined,
    symbols: symbol === null ? [] : [symbol],
  };
}

/**
 * `function file:line:column s=start(system name)`; versions before 2023 have no column, and '??' stands for
 * no function. The function's name may hold spaces, so the line is read from its end.
 */
export function parseSymbol(text: string): RawSymbol | 'unknown' | null {
  if (text === '??') return 'unknown';
  const at = text.lastIndexOf(' s=');
  if (at < 0) return null;
  const end = /^ s=(-?\d{1,15})(?:\((.*)\))?$/.exec(text.slice(at));
  const space = text.lastIndexOf(' ', at - 1);
  const place = /^(.*?):(-?\d{1,15})(?::(-?\d{1,15}))?$/.exec(text.slice(space + 1, at));
  if (end === null || place === null || space < 0) return null;
  const name = text.slice(0, space);
  return {
    name,
    systemName: end[2] ?? name,
    filename: place[1]!,
    line: Number(place[2]),
    column: Number(place[3] ?? 0),
    startLine: Number(end[1]),
  };
}

const flags = [
  ['[FN]', mappingHas.functions],
  ['[FL]', mappingHas.filenames],
  ['[LN]', mappingHas.lineNumbers],
  ['[IN]', mappingHas.inlineFrames],
] as const;

/** Adds the mapping of `1: start/limit/offset file buildid [FN]` under its id; null where the line is not one. */
export function addMapping(builder: ProfileBuilder, line: string, rows: Map<string, number>): string | null {
  const parts = /^(\d+): 0x([0-9a-f]{1,16})\/0x([0-9a-f]{1,16})\/0x([0-9a-f]{1,16}) (.*)$/.exec(line);
  if (parts === null) return null;
  const [, id = '', start, limit, offset, rest = ''] = parts;
  const flagsAt = rest.lastIndexOf(' ');
  const names = rest.slice(0, Math.max(0, flagsAt));
  const space = names.lastIndexOf(' ');
  let has = 0;
  for (const [text, bit] of flags) if (rest.slice(flagsAt + 1).includes(text)) has |= bit;
  const row = builder.mapping({
    filename: space < 0 ? names : names.slice(0, space),
    buildId: space < 0 ? '' : names.slice(space + 1),
    start: BigInt(`0x${start}`),
    limit: BigInt(`0x${limit}`),
    offset: BigInt(`0x${offset}`),
    has,
  });
  rows.set(id, row);
  return id;
}
