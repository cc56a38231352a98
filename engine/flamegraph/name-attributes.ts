/** Attributes of a frame's group in the picture, by name: `title`, `href`, `target`, `class`, `id`, … */
export type FrameAttributes = ReadonlyMap<string, string>;

/** What a file of attributes says, and the lines that are not of its form. */
export interface NameAttributes {
  readonly byName: ReadonlyMap<string, FrameAttributes>;
  /** 1-based number of the first line without a tab; 0 where every line has one. */
  readonly brokenLine: number;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Files made for the Perl tool hold values as they stand in markup. */
function decodeEntities(value: string): string {
  return value.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (entity, decimal, hex, name) => {
    if (name !== undefined) return Object.hasOwn(entities, name) ? entities[name]! : entity;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : entity;
  });
}

/** Reads lines `name TAB attribute=value TAB attribute=value…`. */
export function parseNameAttributes(text: string): NameAttributes {
  const byName = new Map<string, FrameAttributes>();
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  for (const [index, line] of lines.entries()) {
    const tab = line.indexOf('\t');
    if (tab < 0) return { byName, brokenLine: index + 1 };
    const attributes = new Map<string, string>();
    for (const pair of line.slice(tab + 1).split('\t')) {
      const equals = pair.indexOf('=');
      if (equals < 0) continue;
      const name = pair.slice(0, equals);
      const value = pair.slice(equals + 1);
      // Pieces of markup are taken apart before their values are read; see extraAttributes.
      attributes.set(name, name.endsWith('_extra') ? value : decodeEntities(value));
    }
    byName.set(line.slice(0, tab), attributes);
  }
  return { byName, brokenLine: 0 };
}

/** A link that can only lead somewhere, and never runs a script. */
export function isHarmlessLink(href: string): boolean {
  // Browsers skip white space and control characters inside a scheme.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is for
  const scheme = /^([^/?#:]*):/.exec(href.replace(/[\u0000-\u0020\u007f-\u00a0]/g, ''));
  return scheme === null || /^(?:https?|mailto|ftp|file)$/i.test(scheme[1]!);
}

/** Pairs `name="value"` of a piece of markup, without those that would run a script. */
export function extraAttributes(markup: string): (readonly [string, string])[] {
  const pairs = [...markup.matchAll(/([A-Za-z_][\w.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
  return pairs
    .map((pair) => [pair[1]!, decodeEntities(pair[2] ?? pair[3] ?? '')] as const)
    .filter(([name, value]) => !/^on/i.test(name) && (!/href$/i.test(name) || isHarmlessLink(value)));
}
