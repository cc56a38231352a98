/** Tables as text, to be pasted elsewhere. Pure. */

/** Columns padded to their width, numbers to the right, the last one as it is. */
export function alignedText(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, i) =>
    rows.reduce((most, row) => Math.max(most, row[i]!.length), head.length),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === cells.length - 1 ? cell : cell.padStart(widths[i]!))).join('  ');
  return `${[heads, ...rows].map(line).join('\n')}\n`;
}

/** Comma-separated values by RFC 4180. Texts that a spreadsheet would carry out as formulas get a quote in front. */
export function csvText(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number) => {
    if (typeof value === 'number') return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return `${[heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
