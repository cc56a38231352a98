import type { ReportOutput } from '../context';

/** A text report of lines, each ended. */
export function textOf(lines: readonly string[]): ReportOutput {
  return { kind: 'text', text: lines.map((line) => `${line}\n`).join('') };
}
