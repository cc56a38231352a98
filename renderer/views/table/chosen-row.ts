import { useMemo, useState } from 'react';

/**
 * The row that keys act on, known by what it is: where other rows come and go, it stays that one.
 * @param keyOf tells a row from others; of several that it does not, the one that was chosen counts
 * @returns its place, -1 = none; and how to choose another one
 */
export function useChosenRow<R>(
  rows: readonly R[],
  keyOf: (row: R) => string,
): readonly [current: number, choose: (at: number) => void] {
  const [chosen, setChosen] = useState<{ readonly key: string; readonly at: number } | null>(null);
  const current = useMemo(() => {
    if (chosen === null) return -1;
    const is = (row: R | undefined) => row !== undefined && keyOf(row) === chosen.key;
    return is(rows[chosen.at]) ? chosen.at : rows.findIndex(is);
  }, [rows, keyOf, chosen]);
  const choose = (at: number) => {
    const row = rows[at];
    setChosen(row === undefined ? null : { key: keyOf(row), at });
  };
  return [current, choose];
}
