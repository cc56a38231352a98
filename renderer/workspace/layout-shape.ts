/**
 * What an arrangement of the dock comes to without the room each pane has: which panes stand beside, below and
 * behind which, and which tabs are in front. Read from the dock's own data with care. Pure.
 */
export interface Shape {
  /** Panes of one place as they stand behind their tabs, in the order of the screen. */
  readonly groups: readonly { readonly views: readonly string[]; readonly front: string }[];
  /** How the groups lie to each other; equal texts lie alike. */
  readonly order: string;
}

interface Node {
  readonly type?: unknown;
  readonly data?: unknown;
}

export function shapeOf(layout: unknown): Shape {
  const { grid } = (layout ?? {}) as { readonly grid?: { root?: unknown; orientation?: unknown } };
  const groups: Shape['groups'][number][] = [];
  const walk = (node: unknown): string => {
    const { type, data } = (node ?? {}) as Node;
    if (type === 'branch' && Array.isArray(data)) return `[${data.map(walk).join(',')}]`;
    const { views, activeView } = (data ?? {}) as { readonly views?: unknown; readonly activeView?: unknown };
    groups.push({
      views: Array.isArray(views) ? views.map(String) : [],
      front: typeof activeView === 'string' ? activeView : '',
    });
    return String(groups.length - 1);
  };
  const order = grid?.root === undefined ? '' : `${String(grid.orientation)}${walk(grid.root)}`;
  return { groups, order };
}

/** Whether the same panes stand in the same places, whichever tabs are in front. */
export function samePlaces(a: unknown, b: unknown): boolean {
  const views = (layout: unknown) => {
    const { groups, order } = shapeOf(layout);
    return JSON.stringify([order, groups.map((group) => group.views)]);
  };
  return views(a) === views(b);
}

export function sameShape(a: unknown, b: unknown): boolean {
  return JSON.stringify(shapeOf(a)) === JSON.stringify(shapeOf(b));
}
