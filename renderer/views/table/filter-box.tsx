import { SearchIcon } from '../../ui/icons';
import styles from './table.module.css';

interface FilterBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A small box whose text the rows below must contain. Escape empties it. */
export function FilterBox({ label, value, onChange }: FilterBoxProps) {
  return (
    <span className={styles.filter}>
      <SearchIcon />
      <input
        type="text"
        spellCheck={false}
        autoComplete="off"
        placeholder={label}
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.stopPropagation();
          onChange('');
        }}
      />
    </span>
  );
}
