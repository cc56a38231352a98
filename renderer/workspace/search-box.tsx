import { type RefObject, useId } from 'react';
import { useStore } from 'zustand';
import { formatValue } from '../../engine/units/format';
import type { FlameData, SearchHits } from '../../engine/worker/protocol';
import { IconButton } from '../ui/button';
import { CloseIcon, SearchIcon } from '../ui/icons';
import type { LinksStore, Side } from '../views/contract';
import { count, share } from '../views/figures';
import styles from './search-box.module.css';

interface SearchBoxProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly pattern: string;
  readonly onPattern: (pattern: string) => void;
  /** Called when the person leaves the box for the picture. */
  readonly onLeave: () => void;
  readonly links: LinksStore;
  readonly data: FlameData | null;
  readonly sides: readonly Side[];
}

/** Search by regular expression; what matched, as a share and in units, stands in the box itself. */
export function SearchBox({ input, pattern, onPattern, onLeave, links, data, sides }: SearchBoxProps) {
  const search = useStore(links, (now) => now.search);
  const id = useId();
  const found = search.hits !== null && data !== null ? matchedWords(search.hits, sides, data.unit) : null;
  return (
    <search className={styles.search}>
      <SearchIcon />
      <input
        ref={input}
        className={styles.input}
        type="text"
        spellCheck={false}
        autoComplete="off"
        placeholder="Search functions"
        title="A regular expression, without regard to case (Ctrl+F or /)"
        aria-label="Search functions"
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
        {found?.short}
      </output>
      {pattern !== '' && (
        <IconButton size="small" label="Clear search" icon={<CloseIcon />} onClick={() => onPattern('')} />
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
  let functions = 0;
  for (const byte of hits.frameMatches) functions += byte;
  const shares = sides.map((side, i) => share(hits.matched[i], side.total) || '0%');
  const values = sides.map(
    (side, i) => `${formatValue(hits.matched[i], unit)} of ${formatValue(side.total, unit)}`,
  );
  const noun = functions === 1 ? 'function' : 'functions';
  return {
    short: functions === 0 ? 'no match' : `matched ${shares.join(' → ')}`,
    long: `${count(functions)} ${noun} matched: ${values.join(' → ')}`,
  };
}
