/** What of a source decides where strings are: comments, long brackets, and quotes. */
const token =
  /--\[(=*)\[[\s\S]*?(?:\]\1\]|$)|--[^\n]*|\[(=*)\[[\s\S]*?(?:\]\2\]|$)|"(?:\\z\s*|\\[\s\S]|[^"\\\n])*"|'(?:\\z\s*|\\[\s\S]|[^'\\\n])*'/g;

const beyondLua51 = /\\[xzu]/;

/**
 * LuaJIT knows escapes that Lua 5.1 takes for the letters themselves: \xHH, \u{…} and \z, which skips blanks.
 * Writes them as Lua 5.1 has them, without moving a line. Bytes as Latin-1 characters, in and out.
 */
export function withLuaJitEscapes(source: string): string {
  if (!beyondLua51.test(source)) return source;
  return source.replace(token, (text) => {
    const isQuoted = text.startsWith('"') || text.startsWith("'");
    return isQuoted && beyondLua51.test(text) ? rewrite(text) : text;
  });
}

function rewrite(quoted: string): string {
  let skippedLines = 0;
  const text = quoted.replace(
    /\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,8})\}|z(\s*)|[\s\S])/g,
    (whole, byte?: string, point?: string, blanks?: string) => {
      if (byte !== undefined) return decimal(Number.parseInt(byte, 16));
      if (point !== undefined) return codePoint(Number.parseInt(point, 16)) ?? whole;
      if (blanks === undefined) return whole;
      skippedLines += blanks.split('\n').length - 1;
      return '';
    },
  );
  return text + '\n'.repeat(skippedLines);
}

function codePoint(point: number): string | null {
  if (point > 0x10ffff) return null;
  return [...Buffer.from(String.fromCodePoint(point), 'utf8')].map(decimal).join('');
}

/** Three digits, so that a digit behind it is not part of it. */
function decimal(byte: number): string {
  return `\\${String(byte).padStart(3, '0')}`;
}
