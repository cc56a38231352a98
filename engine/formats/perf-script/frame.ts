/** A frame's line: `\t    4011cf mix+0x29 (/usr/bin/program)`. */
export interface PerfFrame {
  readonly address: bigint;
  /** '' where perf did not know. */
  readonly symbol: string;
  /** The binary; '' where perf did not know, or did not show. */
  readonly binary: string;
  /** Whether this is a function inlined into the one on the next line. */
  readonly isInlined: boolean;
}

/** null where the text is no frame. */
export function parseFrame(text: string): PerfFrame | null {
  const address = /^\s*(?:0x)?([0-9a-f]{1,16})(?=\s|$)/.exec(text);
  if (address === null) return null;
  let rest = text.slice(address[0].length).trim();
  let binary = '';
  if (rest.endsWith(')')) {
    let open = rest.endsWith(' (deleted))')
      ? rest.lastIndexOf(' (', rest.length - 12)
      : rest.lastIndexOf(' (');
    if (open < 0 && rest.startsWith('(')) open = 0;
    if (open >= 0) {
      binary = rest.slice(rest.indexOf('(', open) + 1, -1);
      rest = rest.slice(0, open).trim();
    }
  }
  const plus = rest.lastIndexOf('+0x');
  const symbol = plus > 0 && /^[0-9a-f]+$/.test(rest.slice(plus + 3)) ? rest.slice(0, plus) : rest;
  return {
    address: BigInt(`0x${address[1]}`),
    symbol: symbol === '[unknown]' ? '' : symbol,
    binary: binary === '[unknown]' || binary === 'inlined' ? '' : binary,
    isInlined: binary === 'inlined',
  };
}

/** Whether a compiler at run time made the code: perf learns of it from a map file or a dump. */
export function isJit(binary: string): boolean {
  return /(^|\/)(perf-\d+\.map|jitted-[^/]*\.so)$/.test(binary) || binary === '[JIT]';
}
