import { useEffect, useRef, useState } from 'react';
import { highlight, languageOf, type Token } from './highlight';

/** The coloured lines of a source, as far as they are: a plain line is undefined. The list is new at each part. */
export function useHighlight(
  path: string,
  lines: readonly string[],
): { readonly tokens: readonly (readonly Token[] | undefined)[]; readonly version: number } {
  const tokens = useRef<(readonly Token[] | undefined)[]>([]);
  const [version, setVersion] = useState(0);
  useEffect(() => {
    tokens.current = [];
    return highlight(lines, languageOf(path), (first, done) => {
      done.forEach((line, i) => {
        tokens.current[first + i] = line;
      });
      setVersion((n) => n + 1);
    });
  }, [path, lines]);
  return { tokens: tokens.current, version };
}
