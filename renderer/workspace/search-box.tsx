import { type RefObject, useId } from 'react';
import { useStore } from 'zustand';
import type { FlameData, SearchHits } from '../../engine/worker/protocol';
import { IconButton } from '../ui/button';
import { CloseIcon, SearchIcon } from '../ui/icons';
import type { LinksStore, Side } from '../views/contract';
import { count, formatValue, share } from '../views/figures';
import { createLinks } from '../views/links';
import { useWords, words } from '../words/words';
import { useWorkspace } from './context';
import styles from './search-box.module.css';

interface SearchBoxProps {
  readonly input: RefObject<HTMLInputElement | null>;
  /** The pane that is searched, and with it all that are linked to it. */
  readonly paneId: string;
  /** Called when the person leaves the box for the picture. */
  readonly onLeave: () => void;
  /** Of the pane that is searched; null while there is none. */
  readonly links: LinksStore | null;
  readonly data: FlameData | null;
  readonly sides: readonly Side[];
}

const nowhere = createLinks();

/** Search by regular expression; what matched, as a share and in units, stands in the box itself. */
export function SearchBox({ input, paneId, onLeave, links, data, sides }: SearchBoxProps) {
  const { model } = useWorkspace();
  const pattern = useStore(model.store, (state) => (state.panes[paneId]?.own ?? state.choices).pattern);
  const onPattern = (next: string) => model.choose(paneId, { pattern: next }, 'letters');
  const search = useStore(links ?? nowhere, (now) => now.search);
  const text = useWords().workspace;
  const id = useId();
  // What an earlier pattern found would read as this one's.
  const isAnswered = links === null || search.pattern === pattern;
  const found =
    isAnswered && search.hits !== null && data !== null ? matchedWords(search.hits, sides, data.unit) : null;
  return (
    <search className={styles.search}>
      <SearchIcon />
      <input
        ref={input}
        className={styles.input}
        type="text"
        spellCheck={false}
        autoComplete="off"
        placeholder={text.search}
        title={text.searchHint}
        aria-label={text.search}
        aria-invalid={search.error !== null}
        aria-describedby={id}
        data-testid="search"
        value={pattern}
        onChange={(event) => onPattern(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && pattern !== '') onPattern('');
          else if (event.key === 'Escape' || event.key === 'Enter') onLeave();
          else return;
          event.stopPropagation();
        }}
      />
      <output id={id} className={styles.found} title={found?.long} data-testid="search-result">
        {isAnswered ? found?.short : '…'}
      </output>
      {pattern !== '' && (
        <IconButton
          size="small"
          label={text.clearSearch}
          icon={<CloseIcon />}
          onClick={() => onPattern('')}
        />
      )}
      {search.error !== null && (
        <p className={styles.error} role="status">
          {search.error}
        </p>
      )}
    </search>
  );
}

/** 'matched 12.3%' as the box has room for it, and the whole with units and count for its tooltip. */
export function matchedWords(
  hits: SearchHits,
  sides: readonly Side[],
  unit: string,
): { short: string; long: string } {
  const text = words().workspace;
  let functions = 0;
  for (const byte of hits.frameMatches) functions += byte;
  const shares = sides.map((side, i) => share(hits.matched[i], side.total) || '0%');
  const values = sides.map((side, i) =>
    text.partOf(formatValue(hits.matched[i], unit), formatValue(side.total, unit)),
  );
  return {
    short: functions === 0 ? text.noMatch : text.matched(shares.join(' → ')),
    long: text.matchedLong(count(functions), functions === 1, values.join(' → ')),
  };
}
