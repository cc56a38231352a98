import { useEffect, useState } from 'react';

/** Waits shorter than this are not worth a word: what would appear would only flicker. */
const patienceMs = 300;

/** Whether a wait has taken so long that it is to be shown. It begins when `waits` becomes true. */
export function useOverdue(waits = true): boolean {
  const [overdue, setOverdue] = useState(false);
  useEffect(() => {
    setOverdue(false);
    if (!waits) return;
    const timer = setTimeout(() => setOverdue(true), patienceMs);
    return () => clearTimeout(timer);
  }, [waits]);
  return waits && overdue;
}
