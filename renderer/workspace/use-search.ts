import { useEffect } from 'react';
import { toFailure } from '../../proto/errors';
import type { EngineClient } from '../engine/client';
import type { LinksStore } from '../views/contract';
import { noSearch } from '../views/links';
import { sentence, words } from '../words/words';
import { brokenPattern } from './filters/filters';

/** Typing is waited for this long, so that each word is searched once and not each letter. */
const typingMs = 120;

/** Keeps the search of `links` answered: whenever the pattern or the tree changes, the engine is asked. */
export function useSearch(
  engine: EngineClient,
  links: LinksStore,
  treeId: number | null,
  pattern: string,
): void {
  useEffect(() => {
    if (pattern === '' || treeId === null) {
      links.setState({ search: noSearch });
      return;
    }
    const isBroken = brokenWords(pattern);
    if (isBroken !== null) {
      // Said at once: what an earlier pattern found is nothing that this one did.
      links.setState({ search: { pattern, hits: null, error: isBroken } });
      return;
    }
    links.setState(({ search }) => ({ search: { ...search, error: null } }));
    const abort = new AbortController();
    const ask = () =>
      engine.call('search', { treeId, pattern }, { signal: abort.signal }).then(
        (hits) => !abort.signal.aborted && links.setState({ search: { pattern, hits, error: null } }),
        (thrown) => {
          if (abort.signal.aborted) return;
          links.setState({ search: { pattern, hits: null, error: sentence(toFailure(thrown, pattern)) } });
        },
      );
    const timer = setTimeout(ask, typingMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [engine, links, treeId, pattern]);
}

/** What a pattern lacks to be searched for; null where it lacks nothing. */
export function brokenWords(pattern: string): string | null {
  const reason = brokenPattern(pattern);
  if (reason === '') return null;
  return words().workspace.notYet(words().failures.detail(reason.charAt(0).toLowerCase() + reason.slice(1)));
}
