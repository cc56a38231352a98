/** A regular expression as a tree, and what can be told from it before any text is seen. */
export type PatternNode =
  /** One code point, by the JavaScript that matches it alone. */
  | { readonly kind: 'character'; readonly javaScript: string }
  | { readonly kind: 'assertion'; readonly what: AssertionKind }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'either'; readonly parts: readonly PatternNode[] }
  /** `low` to `high` times; Infinity = any number of times. */
  | { readonly kind: 'repeat'; readonly inner: PatternNode; readonly low: number; readonly high: number };

/** What holds between two characters, as JavaScript writes it. */
export const assertions = {
  start: '^',
  end: '$',
  'line-start': '(?<![^\\n])',
  'line-end': '(?![^\\n])',
  'word-edge': '\\b',
  'no-word-edge': '\\B',
} as const;
export type AssertionKind = keyof typeof assertions;

export const empty: PatternNode = { kind: 'sequence', parts: [] };

/** The pattern in JavaScript's syntax, for its flag `u`. */
export function toJavaScript(node: PatternNode): string {
  switch (node.kind) {
    case 'character':
      return node.javaScript;
    case 'assertion':
      return assertions[node.what];
    case 'sequence':
      return node.parts.length === 0 ? '(?:)' : node.parts.map(toJavaScript).join('');
    case 'either':
      return `(?:${node.parts.map(toJavaScript).join('|')})`;
    case 'repeat': {
      const high = node.high === Number.POSITIVE_INFINITY ? '' : node.high;
      return `(?:${toJavaScript(node.inner)}){${node.low},${high}}`;
    }
  }
}

/** Characters and assertions with every counted repetition written out. */
export function sizeOf(node: PatternNode): number {
  switch (node.kind) {
    case 'character':
    case 'assertion':
      return 1;
    case 'sequence':
    case 'either':
      return node.parts.reduce((sum, part) => sum + sizeOf(part), 1);
    case 'repeat':
      return (
        sizeOf(node.inner) * Math.max(1, node.high === Number.POSITIVE_INFINITY ? node.low + 1 : node.high)
      );
  }
}

/**
 * In how many ways, at the most, the pattern can match a text of `length` characters from one place on: what
 * a backtracking search may have to try. Infinity where a repetition's turns can themselves match in several
 * ways, which is where trying grows exponentially.
 */
export function waysToMatch(node: PatternNode, length: number): number {
  switch (node.kind) {
    case 'character':
    case 'assertion':
      return 1;
    case 'sequence':
      return node.parts.reduce((product, part) => product * waysToMatch(part, length), 1);
    case 'either':
      return node.parts.reduce((sum, part) => sum + waysToMatch(part, length), 0);
    case 'repeat': {
      const turns = Math.min(node.high, length + node.low) - node.low + 1;
      const once = waysToMatch(node.inner, length);
      if (once === 1) return turns;
      return Number.isFinite(node.high) ? turns * once ** node.high : Number.POSITIVE_INFINITY;
    }
  }
}
