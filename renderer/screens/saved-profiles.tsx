import { useState } from 'react';
import { openSaved } from '../state/actions/saved';
import { Button } from '../ui/button';
import { useWords } from '../words/words';
import { useApp, usePorts } from './app-context';
import { formatWhen } from './format';
import styles from './start.module.css';

/** As many as fit below everything else; the rest is one click away. */
const few = 5;

/** What go tool pprof has saved in its own folder, which is only read: one click opens. */
export function SavedProfiles({ now }: { readonly now: Date }) {
  const ports = usePorts();
  const saved = useApp((s) => s.savedProfiles);
  const words = useWords().screens.files;
  const [all, setAll] = useState(false);
  if (saved === null || saved.files.length === 0) return null;
  const { folder, files } = saved;
  return (
    <section className={styles.runs} aria-labelledby="saved-profiles" data-testid="saved-profiles">
      <div className={styles.runsHead}>
        <h2 id="saved-profiles" className={styles.runsTitle}>
          {words.pprof}
        </h2>
      </div>
      <table className={styles.table}>
        <tbody>
          {(all ? files : files.slice(0, few)).map(({ name, modifiedMs }) => (
            <tr key={name}>
              <td>
                <button
                  type="button"
                  className={styles.open}
                  title={`${folder}/${name}`}
                  onClick={() => void openSaved(ports, name)}
                >
                  {name}
                </button>
              </td>
              <td className={`${styles.number} ${styles.muted}`}>
                {formatWhen(new Date(modifiedMs).toISOString(), now)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {files.length > few && !all && (
        <Button kind="quiet" size="small" onClick={() => setAll(true)}>
          {words.showAll(files.length)}
        </Button>
      )}
      <p className={styles.place}>
        <span className="selectable">{words.pprofHint(folder)}</span>
      </p>
    </section>
  );
}
