import { useState } from 'react';
import { openRecent } from '../state/actions/profiles';
import { clearRecent } from '../state/actions/recent';
import { Button } from '../ui/button';
import { useWords } from '../words/words';
import { useApp, usePorts } from './app-context';
import styles from './start.module.css';

/** As many as fit beside everything else; the rest is one click away. */
const few = 6;

/** Files opened before, the last one first; one click opens one again. */
export function RecentFiles() {
  const ports = usePorts();
  const recent = useApp((s) => s.recent);
  const words = useWords().desk;
  const [all, setAll] = useState(false);
  if (recent.length === 0) return null;
  return (
    <section className={styles.runs} aria-labelledby="recent-files" data-testid="recent-files">
      <div className={styles.runsHead}>
        <h2 id="recent-files" className={styles.runsTitle}>
          {words.recent}
        </h2>
        <Button kind="quiet" size="small" onClick={() => void clearRecent(ports)}>
          {words.clear}
        </Button>
      </div>
      <table className={styles.table}>
        <tbody>
          {(all ? recent : recent.slice(0, few)).map(({ id, name, folder }) => (
            <tr key={id}>
              <td>
                <button
                  type="button"
                  className={styles.open}
                  title={`${folder}/${name}`}
                  onClick={() => void openRecent(ports, id, name)}
                >
                  {name}
                </button>
              </td>
              <td className={styles.muted} title={folder}>
                {folder}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {recent.length > few && !all && (
        <Button kind="quiet" size="small" onClick={() => setAll(true)}>
          {words.showAll(recent.length)}
        </Button>
      )}
    </section>
  );
}
