/** What Graphviz writes: a picture, or the bare coordinates of one. */
export type LayoutFormat = 'svg' | 'plain';

/** What the thread is asked, once it has answered the question before. */
export interface LayoutOrder {
  readonly dot: string;
  readonly format: LayoutFormat;
}

export type LayoutAnswer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };
