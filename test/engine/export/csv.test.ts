import { describe, expect, it } from 'vitest';
import { profileOfText } from '../analysis/profile-of';
import { comparisonSubject, hostileNames, profileOfNames, profileSubject, textBy } from './subjects';

/** Reads CSV as RFC 4180 has it, and fails where it is not that. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const match = cell.exec(text);
    if (match === null) throw new Error(`no cell at ${at}: ${text.slice(at, at + 40)}`);
    rows.at(-1)!.push(match[1]?.replace(/""/g, '"') ?? match[2]!);
    if (match[3] !== ',') rows.push([]);
  }
  expect(rows.pop()).toEqual([]);
  return rows;
}

describe('a table for spreadsheets', () => {
  it('has flat and cum with their units and shares', async () => {
    const csv = await textBy('csv', profileSubject(profileOfText('main read 250\nmain 750')));
    expect(readCsv(csv)).toEqual([
      ['function', 'file', 'flat (nanoseconds)', 'flat (%)', 'cum (nanoseconds)', 'cum (%)'],
      ['main', '', '750', '75', '1000', '100'],
      ['read', '', '250', '25', '250', '25'],
    ]);
  });

  it('of a comparison has before, after and change', async () => {
    const subject = comparisonSubject(profileOfText('m a 5'), profileOfText('m a 3\nm 1'));
    expect(readCsv(await textBy('csv', subject)).slice(1)).toEqual([
      ['a', '', '5', '3', '-2', '5', '3', '-2'],
      ['m', '', '0', '1', '1', '5', '4', '-1'],
    ]);
  });

  it('has no cell that a spreadsheet runs, and no row but one per function', async () => {
    const rows = readCsv(await textBy('csv', profileSubject(profileOfNames(hostileNames))));
    expect(rows).toHaveLength(hostileNames.length + 2);
    for (const row of rows) {
      expect(row).toHaveLength(6);
      for (const text of row.slice(0, 2)) expect(text).not.toMatch(/^[\s]*[=+\-@\t\r]/);
    }
    const names = rows.map(([name]) => name);
    expect(names).toContain('\'=HYPERLINK("http://example.invalid","x")');
    expect(names).toContain('one;two, "three"');
  });

  it('does not let a unit be a formula either', async () => {
    const csv = await textBy('csv', profileSubject(profileOfText('main 1', { unit: '",=1' })));
    expect(readCsv(csv)[0]![2]).toBe('flat (",=1)');
  });
});
