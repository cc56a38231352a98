/** What the thread is started with. */
export interface LayoutOrder {
  readonly dot: string;
}

/** Its only message. */
export type LayoutAnswer =
  | { readonly ok: true; readonly svg: string }
  | { readonly ok: false; readonly reason: string };
