import type { Query } from '../../../engine/query/query';
import { copyText } from '../../ui/copy';
import { type MenuEntry, PopupMenu } from '../../ui/menu';
import { useWords, type Words } from '../../words/words';
import { joinedIgnore, joinedKeys, type TagRow } from './rows';

export interface AskedTagMenu {
  readonly row: TagRow;
  readonly x: number;
  readonly y: number;
}

interface TagMenuProps {
  readonly asked: AskedTagMenu;
  /** The row's value as it is written; '' where it is none. */
  readonly text: string;
  readonly query: Query;
  readonly onQuery: (change: Partial<Query>) => void;
  readonly onToggle: (key: string) => void;
  readonly onClose: () => void;
}

/** What can be done with a label or one of its values. */
export function TagMenu(props: TagMenuProps) {
  const words = useWords();
  const { asked, onClose } = props;
  const items = asked.row.kind === 'value' ? valueItems(props, words) : keyItems(props, words);
  const name = props.text === '' ? asked.row.tag.key : `${asked.row.tag.key}: ${props.text}`;
  return (
    <PopupMenu
      label={words.filters.frame(name)}
      items={items}
      at={() => ({ x: asked.x, y: asked.y })}
      onClose={onClose}
    />
  );
}

function valueItems({ asked: { row }, text, query, onQuery }: TagMenuProps, words: Words): MenuEntry[] {
  const filter = row.kind === 'value' ? row.value.filter : '';
  return [
    {
      id: 'focus',
      label: words.tables.tags.onlyThis,
      disabled: filter === '',
      run: () => onQuery({ tagFocus: filter }),
    },
    {
      id: 'ignore',
      label: words.tables.tags.withoutThis,
      disabled: filter === '',
      run: () => onQuery({ tagIgnore: joinedIgnore(query.tagIgnore, filter) }),
    },
    'separator',
    { id: 'copy', label: words.tables.tags.copyValue, run: () => void copyText(text) },
    {
      id: 'copy-label',
      label: words.tables.tags.copyBoth,
      run: () => void copyText(`${row.tag.key}: ${text}`),
    },
  ];
}

/** Of the row that heads the values of a label, and of those that tell of its other samples. */
function keyItems({ asked: { row }, query, onQuery, onToggle }: TagMenuProps, words: Words): MenuEntry[] {
  const { key } = row.tag;
  const own = words.tables.tags;
  const joined = joinedKeys(query.tagRoot, key);
  return [
    {
      id: 'fold',
      label: row.kind === 'key' && row.isFolded ? own.unfold : own.fold,
      run: () => onToggle(key),
    },
    // pprof separates keys by commas, so that one with a comma cannot be said.
    {
      id: 'root',
      label: own.asRoot,
      disabled: joined === query.tagRoot || key.includes(','),
      run: () => onQuery({ tagRoot: joined }),
    },
    'separator',
    { id: 'copy', label: own.copyKey, run: () => void copyText(key) },
  ];
}
