import { learnNoise, type Noise, type NoiseEvidence, sharedNoise } from './noise-model';
import { logarithmicMean } from './ratio';
import type { Scales } from './scales';
import type { Tally } from './tally';

/** How the rounds of a comparison lie. */
export interface Design {
  readonly scales: Scales;
  readonly paired: boolean;
}

/** Pairing pays when it takes away this much of the noise that rows share: it costs half the degrees of freedom. */
const pairingPays = 0.5;

/**
 * The noise of each row's difference, learnt from the rounds.
 *
 * What differs from round to round multiplies: a machine that is slow slows all, and a function by as much as it costs.
 * So noise is learnt in shares of each side's own value, where the pairs of a function that fell to a tenth are as
 * alike as those of one that stayed. Back in the tree's unit, the noise that is shared counts at the logarithmic mean
 * of the sides: it cannot take a cost to nothing, nor multiply it by ten. Sampling error stays what it is at either
 * side. Rows whose sides have no ratio, one of them being negative, are in shares of their mean square.
 *
 * Where rounds were taken in pairs, a pair's difference is free of what slows both of it, a drift of the machine,
 * say, but knows half as much of the rest. Which is better is asked once for the whole family: the pairs' noise is
 * taken only where it is clearly smaller.
 */
export function noiseBetweenRounds(
  tally: Tally,
  { scales, paired }: Design,
  rows: Int32Array,
): (row: number, sampling: number) => Noise {
  const shares = shareScales(tally, scales, rows);
  const evidence = (how: 'seenApart' | 'seenInPairs', df: number): NoiseEvidence => {
    const seen = new Float64Array(tally.length);
    for (const row of rows) seen[row] = tally[how](row, shares.of(row));
    return { seen, sampling: shares.sampling, size: shares.size, rows, df };
  };
  const [before, after] = scales.rounds.map((rounds) => rounds.length) as [number, number];
  const apart = evidence('seenApart', before + after - 2);
  const inPairs = paired ? evidence('seenInPairs', before - 1) : null;
  const pays = inPairs !== null && sharedNoise(inPairs) < pairingPays * sharedNoise(apart);
  const learnt = learnNoise(pays ? inPairs : apart);
  return (row, sampling) => {
    const { variance, df } = learnt.noise(row);
    const expected = shares.sampling[row]! + learnt.kappa * shares.size[row]!;
    const ours = sampling + learnt.kappa * shares.level[row]!;
    return { variance: expected > 0 ? Math.max(sampling, (variance * ours) / expected) : sampling, df };
  };
}

/** What turns values of a row into shares of its sides, and its known noise in those. */
function shareScales(tally: Tally, scales: Scales, rows: Int32Array) {
  const sampling = new Float64Array(tally.length);
  const size = new Float64Array(tally.length);
  const level = new Float64Array(tally.length);
  const factors = [new Float64Array(tally.length), new Float64Array(tally.length)] as const;
  for (const row of rows) {
    const values = scales.pooled.map((factor, side) => factor * tally.value[side as 0 | 1][row]!);
    const [a, b] = values as [number, number];
    const meanSquare = (a * a + b * b) / 2;
    const own = (side: 0 | 1) => tally.sampling(side, row) * scales.pooled[side] ** 2;
    const alike = a >= 0 === b >= 0;
    const share = (value: number) =>
      alike ? (value === 0 ? 0 : 1 / Math.abs(value)) : meanSquare > 0 ? 1 / Math.sqrt(meanSquare) : 0;
    for (const side of [0, 1] as const) factors[side][row] = share(values[side]!);
    sampling[row] = own(0) * factors[0][row]! ** 2 + own(1) * factors[1][row]! ** 2;
    size[row] = alike ? (Number(a !== 0) + Number(b !== 0)) / 2 : 1;
    level[row] = alike ? logarithmicMean(a, b) ** 2 : meanSquare;
  }
  const of = (row: number) => [factors[0][row]!, factors[1][row]!] as const;
  return { sampling, size, level, of };
}
