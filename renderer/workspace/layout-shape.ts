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
    const { activeView } = (data ?? {}) as { readonly activeView?: unknown };
    groups.push({
      views: viewsOf({ data }),
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

export type PaneSide = 'right' | 'below';

/** What a view needs to be read at all, with the row of its tabs; see the views' README. CSS pixels. */
export const leastPane = { width: 240, height: 188 } as const;

/**
 * Whether one more pane beside another leaves room enough for each. In a row (or column) of panes all of them
 * share; a pane that stands across is halved.
 * @param pane null = at an edge of the whole dock
 * @param room of the group that holds the pane, or of the dock, CSS pixels
 * @param leaving id of a group that gives its place up for it; '' = none does
 */
export function hasRoom(
  layout: unknown,
  pane: string | null,
  side: PaneSide,
  room: { readonly width: number; readonly height: number },
  leaving = '',
): boolean {
  const [least, own] = side === 'right' ? [leastPane.width, room.width] : [leastPane.height, room.height];
  const row = rowOf(layout, pane);
  const shares = row !== null && row.isAcross === (side === 'right') && row.sizes.length > 1;
  const parts = shares ? row.sizes.length + (row.groups.includes(leaving) ? 0 : 1) : 2;
  const each = (shares ? row.sizes.reduce((sum, size) => sum + size, 0) : own) / parts;
  return each >= least;
}

/** The groups, or rows of groups, beside each other or one below the other. */
interface Row {
  readonly isAcross: boolean;
  /** How much each has along that, CSS pixels. */
  readonly sizes: readonly number[];
  /** Their ids; '' for a row of groups. */
  readonly groups: readonly string[];
}

/** The row in which a pane's group stands, of no pane the outermost; null = it is not found. */
function rowOf(layout: unknown, pane: string | null): Row | null {
  const { grid } = (layout ?? {}) as { readonly grid?: { root?: unknown; orientation?: unknown } };
  const walk = (node: unknown, isAcross: boolean): Row | null => {
    const { type, data } = (node ?? {}) as Node;
    if (type !== 'branch' || !Array.isArray(data)) return null;
    const children = data as readonly (Node & { readonly size?: unknown })[];
    const isIn = (child: Node) => pane === null || (child?.type === 'leaf' && viewsOf(child).includes(pane));
    if (children.some(isIn)) {
      return {
        isAcross,
        sizes: children.map(({ size }) => (typeof size === 'number' ? size : 0)),
        groups: children.map(({ data: own }) => String((own as { readonly id?: unknown })?.id ?? '')),
      };
    }
    for (const child of children) {
      const found = walk(child, !isAcross);
      if (found !== null) return found;
    }
    return null;
  };
  return walk(grid?.root, grid?.orientation === 'HORIZONTAL');
}

function viewsOf({ data }: Node): readonly string[] {
  const { views } = (data ?? {}) as { readonly views?: unknown };
  return Array.isArray(views) ? views.map(String) : [];
}
