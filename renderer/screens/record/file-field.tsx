import { useId, useRef } from 'react';
import { Button, IconButton } from '../../ui/button';
import { CloseIcon } from '../../ui/icons';
import { useWords } from '../../words/words';
import styles from './section.module.css';

interface FileFieldProps {
  readonly label: string;
  /** Name of the file that is chosen; '' = none. */
  readonly name: string;
  /** Endings that the dialog offers: '.pem,.crt'. */
  readonly accept?: string;
  readonly error?: string | undefined;
  readonly hint?: string;
  readonly onChoose: (file: File) => void;
  readonly onRemove: () => void;
}

/** A file that the person chooses; the window learns its name and contents, never its path. */
export function FileField({ label, name, accept, error, hint, onChoose, onRemove }: FileFieldProps) {
  const { choose, remove } = useWords().record;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div>
      <span id={id} className={styles.label}>
        {label}
      </span>
      <div className={styles.row}>
        <input
          ref={input}
          type="file"
          hidden
          accept={accept}
          aria-labelledby={id}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file !== undefined) onChoose(file);
            // The same file can be chosen again after it was changed.
            event.target.value = '';
          }}
        />
        <Button size="small" aria-describedby={id} onClick={() => input.current?.click()}>
          {choose}
        </Button>
        {name !== '' && (
          <>
            <span className={styles.file} title={name}>
              {name}
            </span>
            <IconButton size="small" label={remove(name)} icon={<CloseIcon />} onClick={onRemove} />
          </>
        )}
      </div>
      {(error ?? hint) !== undefined && (
        <p className={error === undefined ? styles.hint : styles.error}>{error ?? hint}</p>
      )}
    </div>
  );
}
