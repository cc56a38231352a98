import { type RefObject, useId, useState } from 'react';
import { useStore } from 'zustand';
import { goRegExp } from '../../../engine/pprof/regexp';
import { type Granularity, granularities } from '../../../engine/query/granularity';
import type { Query } from '../../../engine/query/query';
import { labelsOf } from '../../../engine/units/format';
import { Button, IconButton } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { copyText } from '../../ui/copy';
import { CloseIcon, FilterIcon } from '../../ui/icons';
import { Menu, type MenuEntry } from '../../ui/menu';
import { useWords, type Words } from '../../words/words';
import { profilesOf } from '../comparable';
import { type Shown, useWorkspace } from '../context';
import { emptyChoices } from '../model';
import styles from './filter-bar.module.css';
import {
  type Chip,
  chipsOf,
  either,
  filterOptions,
  parseFilter,
  pprofFlags,
  type Typed,
  without,
  withoutFilters,
} from './filters';
import { hasRuntime, ownCode, runtimePattern } from './presets';

interface FilterBarProps {
  readonly paneId: string;
  /** What the pane shows; null while it shows nothing. */
  readonly shown: Shown | null;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
}

/** The filters of the active pane, and of all that are linked to it, as chips; and where one adds to them. */
export function FilterBar({ paneId, shown, input, onClose }: FilterBarProps) {
  const { model } = useWorkspace();
  const all = useWords();
  const words = all.filters;
  const choices = useStore(model.store, (state) => state.panes[paneId]?.own ?? state.choices) ?? emptyChoices;
  const { query } = choices;
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const id = useId();
  const chips = chipsOf(query);
  const units = labelsOf(shown?.tree.data.unit ?? '');
  const set = (next: Query) => model.choose(paneId, { query: next });
  const add = () => {
    const typed = parseFilter(text);
    if (typed.ok) {
      set({ ...query, ...typed.change });
      setText('');
      setWrong('');
    } else setWrong(wrongWords(typed, all));
  };
  const edit = ({ flag, value }: Chip) => {
    setText(value === '' ? flag : `${flag}=${value}`);
    setWrong('');
    input.current?.focus();
  };
  const unmatched = shown?.settled === true ? shown.tree.unmatched : [];
  return (
    <div className={styles.bar} role="toolbar" aria-label={words.filters} data-testid="filter-bar">
      <FilterIcon />
      <ul className={styles.chips} aria-label={words.set}>
        {chips.map((chip) => (
          <li
            key={chip.flag}
            className={classNames(styles.chip, unmatched.includes(chip.flag) && styles.unmatched)}
            data-testid="chip"
          >
            <button
              type="button"
              className={styles.words}
              title={`${chip.flag}=${chip.value}\n${words.edit}`}
              onClick={() => edit(chip)}
            >
              <span className={styles.flag}>{chip.flag}</span>
              <span className="code">{chip.value}</span>
              {unmatched.includes(chip.flag) && <span className={styles.none}>{words.matchesNothing}</span>}
            </button>
            <IconButton
              size="small"
              label={words.remove(chip.flag)}
              icon={<CloseIcon />}
              className={styles.remove}
              onClick={() => set(without(query, chip))}
            />
          </li>
        ))}
      </ul>
      <div className={styles.entry}>
        <input
          ref={input}
          className={styles.input}
          type="text"
          list={`${id}-options`}
          spellCheck={false}
          autoComplete="off"
          placeholder={words.placeholder}
          aria-label={words.add}
          aria-invalid={wrong !== ''}
          aria-describedby={`${id}-wrong`}
          data-testid="filter-input"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setWrong('');
          }}
          onBlur={() => setWrong('')}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && text.trim() !== '') add();
            else if (event.key === 'Escape' && text !== '') {
              setText('');
              setWrong('');
            } else if (event.key === 'Escape') onClose();
            else if (event.key === 'Backspace' && text === '' && chips.length > 0)
              set(without(query, chips[chips.length - 1]!));
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        <datalist id={`${id}-options`}>
          {filterOptions.map(({ flag }) => (
            <option key={flag} value={`${flag}=`} />
          ))}
          <option value="noinlines" />
        </datalist>
        <p id={`${id}-wrong`} className={styles.wrong} role="status">
          {wrong}
        </p>
      </div>
      <Menu label={words.presets} items={presets(query, shown, words, set)} />
      <select
        className={styles.granularity}
        aria-label={words.granularity}
        title={words.granularityHint}
        value={query.granularity}
        onChange={(event) => set({ ...query, granularity: event.target.value as Granularity })}
      >
        {granularities.map((granularity) => (
          <option key={granularity} value={granularity}>
            {words.granularities[granularity]}
          </option>
        ))}
      </select>
      {units.length > 0 && (
        <select
          className={styles.granularity}
          aria-label={words.unit}
          title={words.unitHint}
          data-testid="unit"
          value={units.includes(choices.unit) ? choices.unit : ''}
          onChange={(event) => model.choose(paneId, { unit: event.target.value })}
        >
          <option value="">{words.anyUnit}</option>
          {units.map((label) => (
            <option key={label} value={label}>
              {words.inUnit(label)}
            </option>
          ))}
        </select>
      )}
      <CopyFlags
        query={query}
        sampleType={shown === null ? '' : pprofSampleIndex(shown)}
        unit={units.includes(choices.unit) ? choices.unit : ''}
      />
      {chips.length > 0 ? (
        <Button kind="quiet" size="small" onClick={() => set(withoutFilters(query))}>
          {words.clear}
        </Button>
      ) : (
        <IconButton size="small" label={words.closeBar} icon={<CloseIcon />} onClick={onClose} />
      )}
    </div>
  );
}

/** How `pprof` is told of the sample type: by its name, which of several of one type is the first's, or by its place. */
function pprofSampleIndex({ session, tree: { request } }: Shown): string {
  const { type } = profilesOf(session)[0]!.info.sampleTypes[request.sampleIndex]!;
  return type === request.sampleType ? type : String(request.sampleIndex);
}

interface CopyFlagsProps {
  readonly query: Query;
  readonly sampleType: string;
  readonly unit: string;
}

function CopyFlags({ query, sampleType, unit }: CopyFlagsProps) {
  const words = useWords().filters;
  const [copied, setCopied] = useState(false);
  const flags = pprofFlags(query, sampleType, unit);
  return (
    <Button
      kind="quiet"
      size="small"
      title={`pprof ${flags}`}
      data-testid="copy-flags"
      onBlur={() => setCopied(false)}
      onClick={() => setCopied(copyText(flags))}
    >
      {copied ? words.copied : words.copyFlags}
    </Button>
  );
}

function presets(
  query: Query,
  shown: Shown | null,
  words: Words['filters'],
  set: (query: Query) => void,
): readonly MenuEntry[] {
  const text = shown?.tree.text;
  const own = text === undefined ? '' : ownCode(text);
  const runtime = goRegExp(runtimePattern, '');
  const hidden = query.hide.includes(runtimePattern);
  return [
    {
      id: 'own',
      label: own === '' && query.show === '' ? words.noOwnCode : words.onlyMyCode,
      checked: query.show !== '' && query.show === own,
      disabled: own === '',
      run: () => set({ ...query, show: query.show === own ? '' : own }),
    },
    {
      id: 'runtime',
      label: words.hideRuntime,
      checked: hidden,
      disabled: !hidden && (text === undefined || !hasRuntime(text, (each) => runtime.test(each))),
      run: () =>
        set({
          ...query,
          hide: hidden
            ? query.hide.replace(runtimePattern, '').replace(/^\||\|$/g, '')
            : either(query.hide, runtimePattern),
        }),
    },
    {
      id: 'inlines',
      label: words.noInlines,
      checked: query.noInlines,
      run: () => set({ ...query, noInlines: !query.noInlines }),
    },
  ];
}

function wrongWords(
  typed: Extract<Typed, { ok: false }>,
  { common, failures, filters: words }: Words,
): string {
  switch (typed.wrong) {
    case 'unknown':
      return words.unknown(typed.what, common.list(filterOptions.map(({ flag }) => flag)));
    case 'empty':
      return words.empty(typed.what);
    case 'pattern':
      return words.broken(typed.what, failures.detail(typed.reason));
  }
}
