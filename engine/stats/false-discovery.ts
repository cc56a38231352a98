/**
 * p values corrected for how many there are (Benjamini and Hochberg 1995, step-up, as adjusted values): of
 * the rows whose q is at most x, a share of x is expected to be called wrongly. It holds for independent tests
 * and for positively dependent ones, as frames that call each other are.
 *
 * Rows whose p is NaN were not tested: they count for nothing and stay NaN.
 */
export function benjaminiHochberg(p: Float64Array): Float64Array {
  const tested = Int32Array.from(p.keys()).filter((row) => !Number.isNaN(p[row]!));
  tested.sort((a, b) => p[b]! - p[a]!);
  const q = new Float64Array(p.length).fill(Number.NaN);
  let smallest = 1;
  for (let i = 0; i < tested.length; i++) {
    const rank = tested.length - i;
    smallest = Math.min(smallest, (p[tested[i]!]! * tested.length) / rank);
    q[tested[i]!] = smallest;
  }
  return q;
}

/**
 * The same within two strata, each by itself (Sun, Craiu, Paterson and Bull 2006, 'Stratified false discovery control
 * for large-scale hypothesis testing with application to genome-wide association studies'): the many rows that hardly
 * matter then do not raise the bar for the few that do, and none goes unjudged. What tells a row's stratum must not
 * depend on its p where nothing changed.
 */
export function inStrata(p: Float64Array, isLarge: (row: number) => boolean): Float64Array {
  const [large, small] = [true, false].map((which) =>
    benjaminiHochberg(p.map((value, row) => (isLarge(row) === which ? value : Number.NaN))),
  ) as [Float64Array, Float64Array];
  return p.map((_, row) => (isLarge(row) ? large : small)[row]!);
}

/**
 * p values corrected so that the chance of even one wrong call among them is at most what they are held against
 * (Holm 1979, step-down, as adjusted values); it holds whatever hangs together. For what acts on a single call, as
 * a gate that stops a build does.
 */
export function holm(p: readonly number[]): number[] {
  const order = [...p.keys()].sort((a, b) => p[a]! - p[b]!);
  const adjusted = [...p];
  let largest = 0;
  order.forEach((row, i) => {
    largest = Math.max(largest, Math.min(1, p[row]! * (p.length - i)));
    adjusted[row] = largest;
  });
  return adjusted;
}
