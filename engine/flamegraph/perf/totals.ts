/** Sums of periods by row, exact at any size. */
export class Totals {
  private sums = new Float64Array(256);
  /** Sums beyond 2^53, instead of those in `sums`. */
  private readonly large = new Map<number, bigint>();

  /** @param digits the period as it stands in the file; '' counts one */
  add(row: number, digits: string): void {
    while (row >= this.sums.length) {
      const copy = new Float64Array(this.sums.length * 2);
      copy.set(this.sums);
      this.sums = copy;
    }
    const old = this.large.get(row);
    const sum = this.sums[row]! + (digits === '' ? 1 : Number(digits));
    if (old === undefined && sum <= Number.MAX_SAFE_INTEGER) this.sums[row] = sum;
    else this.large.set(row, (old ?? BigInt(this.sums[row]!)) + BigInt(digits === '' ? 1 : digits));
  }

  text(row: number): string {
    return String(this.large.get(row) ?? this.sums[row]!);
  }
}
