import { findUnit } from '../units/scales';
import type { SideValues } from './sides';

/** Whole numbers from `low` to `high`, both belonging to it; equal where it is one number. */
export interface NumberRange {
  readonly low: number;
  readonly high: number;
}

/** So many different numbers are listed one by one. */
const mostSingle = 16;

/**
 * A label's numbers as ranges in which they can be read: each alone where they are few, else from one round
 * number to the next (powers of two of bytes, 1, 2, 5, 10, … of all else).
 *
 * @param byNumber values by number
 */
export function labelRanges(
  byNumber: ReadonlyMap<number, SideValues>,
  unit: string,
): readonly { readonly range: NumberRange; readonly value: SideValues }[] {
  const numbers = [...byNumber].sort(([a], [b]) => a - b);
  if (numbers.length <= mostSingle) {
    return numbers.map(([number, value]) => ({ range: { low: number, high: number }, value }));
  }
  const isBytes = findUnit(unit)?.family[0]?.label === 'B';
  const ranges: { range: NumberRange; value: number[] }[] = [];
  for (const [number, value] of numbers) {
    const last = ranges[ranges.length - 1];
    if (last !== undefined && number <= last.range.high) {
      value.forEach((each, side) => {
        last.value[side]! += each;
      });
    } else ranges.push({ range: isBytes ? binaryRange(number) : decimalRange(number), value: [...value] });
  }
  return ranges;
}

function binaryRange(number: number): NumberRange {
  if (number <= 0) return mirrored(number, binaryRange);
  const low = 2 ** Math.floor(Math.log2(number));
  return { low, high: low * 2 - 1 };
}

function decimalRange(number: number): NumberRange {
  if (number <= 0) return mirrored(number, decimalRange);
  // toExponential knows the power exactly, where the logarithm of 1000 is a little less than 3.
  const power = 10 ** Number(number.toExponential().split('e')[1]);
  const step = [5, 2, 1].find((each) => number >= each * power)!;
  const next = step === 5 ? 10 : step === 2 ? 5 : 2;
  return { low: step * power, high: next * power - 1 };
}

function mirrored(number: number, rangeOf: (positive: number) => NumberRange): NumberRange {
  if (number === 0) return { low: 0, high: 0 };
  const { low, high } = rangeOf(-number);
  return { low: -high, high: -low };
}
