import { byRows, type Work } from '../work/work';

/** Lines of a table that are written in one part. */
const rowsInPart = 1 << 10;

/** Writes each row of a table, in parts. */
export function eachRow(length: number, write: (row: number) => void): Work<void> {
  const part = (from: number, to: number) => {
    for (let row = from; row < to; row++) write(row);
  };
  return byRows(length, part, rowsInPart);
}
