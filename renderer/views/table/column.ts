import type { ReactNode } from 'react';

/** A column of a grid. Rows are places 0 … count - 1 in the order shown. */
export interface GridColumn {
  readonly id: string;
  readonly title: string;
  /** What the head's tooltip explains. */
  readonly hint: string;
  /** Width in CSS pixels, more where the content needs more; null takes what the others leave. */
  readonly width: number | null;
  /** Of one that takes what the others leave: how much it should be, before those of a rank give way; CSS pixels. */
  readonly wanted?: number;
  /** Given for what may be left out where there is little room; the highest goes first. */
  readonly rank?: number;
  /** 'end' for numbers, which is usual; 'start' for words. */
  readonly align?: 'start' | 'end';
  readonly isSortable?: boolean;
  readonly cell: (row: number) => ReactNode;
  /** Share 0…1 of the cell that a bar fills. */
  readonly bar?: (row: number) => number;
}
