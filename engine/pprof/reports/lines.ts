import { byRows, type Work } from '../../work/work';
import type { ReportOutput } from '../context';

/** A text report of lines, each ended. */
export function textOf(lines: readonly string[]): ReportOutput {
  return { kind: 'text', text: lines.map((line) => `${line}\n`).join('') };
}

/** Lines that are joined in one part. */
const linesInPart = 1 << 15;

/** {@link textOf} in parts, for a report of very many lines. */
export function* textInParts(lines: readonly string[]): Work<ReportOutput> {
  const texts: string[] = [];
  const join = (from: number, to: number) => {
    texts.push(`${lines.slice(from, to).join('\n')}\n`);
  };
  yield* byRows(lines.length, join, linesInPart);
  return { kind: 'text', text: texts.join('') };
}
