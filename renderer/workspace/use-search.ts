import { useEffect } from 'react';
import { toFailure } from '../../proto/errors';
import type { EngineClient } from '../engine/client';
import type { LinksStore } from '../views/contract';
import { noSearch } from '../views/links';
import { sentence, words } from '../words/words';

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
    const abort = new AbortController();
    const ask = () =>
      engine.call('search', { treeId, pattern }, { signal: abort.signal }).then(
        (hits) => !abort.signal.aborted && links.setState({ search: { pattern, hits, error: null } }),
        (thrown) => {
          if (abort.signal.aborted) return;
          const failure = toFailure(thrown, pattern);
          const error =
            failure.code === 'bad-argument' ? patternWords(failure.facts.reason) : sentence(failure);
          links.setState({ search: { pattern, hits: null, error } });
        },
      );
    const timer = setTimeout(ask, typingMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [engine, links, treeId, pattern]);
}

/** The engine repeats the whole pattern in what it says; only what is wrong with it is news. */
function patternWords(reason: string | number | undefined): string {
  const news = String(reason ?? '').replace(/^the pattern '.*' is (?:broken: )?/s, '');
  return words().workspace.notYet(words().failures.detail(news.charAt(0).toLowerCase() + news.slice(1)));
}
