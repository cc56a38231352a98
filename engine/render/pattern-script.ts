/**
 * The patterns that people type into a written picture, as the text of a script: `patternOf(text)` gives a RegExp without
 * regard to case. The window takes Go's syntax, a browser JavaScript's: what means the same there is written as JavaScript
 * has it, and what a browser would take for something else is refused rather than searched for.
 *
 * It throws a SyntaxError where the pattern is broken, and one with `part` where that is a piece it does not know.
 */
export const patternScript = `
  function patternOf(text) {
    var isInClass = false, flags = 'i';
    function unknown(part) { var error = new SyntaxError(part); error.part = part; throw error; }
    function plain(quoted) { return quoted.replace(/[.*+?^$\\u007b\\u007d()|\\u005b\\u005d\\\\/-]/g, '\\\\$&'); }
    // Quoted text, an escape, a POSIX class, the head of a group, a bracket.
    var pieces = /\\\\Q([^]*?)(?:\\\\E|$)|\\\\(x\\u007b[^\\u007d]*\\u007d?|[pP](?:\\u007b[^\\u007d]*\\u007d?|.)?|[^])|\\[:\\^?\\w+:\\u005d|\\(\\?(?:P?<(?![=!])\\w+>|[a-zA-Z-]*[:)])|[\\u005b\\u005d]/g;
    var written = text.replace(pieces, function (piece, quoted, escaped, at) {
      if (quoted !== undefined) return plain(quoted);
      if (escaped !== undefined) {
        if (escaped === 'A' && !isInClass) return '^';
        if (escaped === 'z' && !isInClass) return '$';
        if (escaped === 'a') return '\\\\x07';
        if (escaped === 'E') return '';
        if (/^[^a-zA-Z0-9]$|^[dDsSwWbBnrtfv]$/.test(escaped)) return piece;
        if (escaped === 'x' && /^[0-9a-fA-F][0-9a-fA-F]/.test(text.slice(at + 2))) return piece;
        return unknown(piece);
      }
      if (piece === '[') { if (isInClass) return '\\\\['; isInClass = true; return piece; }
      if (piece === '\\u005d') {
        // The first in a class is a member of it.
        var isFirst = isInClass && /\\[\\^?$/.test(text.slice(0, at));
        if (!isFirst) isInClass = false;
        return isFirst ? '\\\\\\u005d' : piece;
      }
      if (piece.slice(0, 2) === '[:') return isInClass ? unknown(piece) : unknown('[' + piece);
      if (isInClass) return piece;
      if (/^\\(\\?P?</.test(piece)) return '(';
      var named = piece.slice(2, -1);
      if (piece.slice(-1) === ':' && /^i?$/.test(named)) return '(?:';
      if (piece.slice(-1) === ')' && /^i+$/.test(named)) return '';
      if (piece.slice(-1) === ')' && at === 0 && /^[ims]+$/.test(named)) {
        ['m', 's'].forEach(function (flag) { if (named.indexOf(flag) >= 0) flags += flag; });
        return '';
      }
      return unknown(piece);
    });
    return new RegExp(written, flags);
  }
`;
