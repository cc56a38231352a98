import { cancelOpening } from '../state/actions/profiles';
import { dismiss } from '../state/store';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import { Progress } from '../ui/progress';
import { sentence, useWords } from '../words/words';
import { useApp, usePorts } from './app-context';
import styles from './notices.module.css';

/** What happens or went wrong outside any one screen: files being read, failures until dismissed. */
export function Notices() {
  const { store } = usePorts();
  const { common, screens } = useWords();
  const notices = useApp((s) => s.notices);
  const openings = useApp((s) => s.openings);
  return (
    <>
      {openings.length > 0 && (
        <div className={styles.openings}>
          {openings.map(({ id, name, done }) => (
            <div key={id} className={styles.opening}>
              <span className={styles.name}>{screens.reading(name)}</span>
              <Progress done={done} label={screens.reading(name)} />
              <Button kind="quiet" size="small" onClick={() => cancelOpening(id)}>
                {common.cancel}
              </Button>
            </div>
          ))}
        </div>
      )}
      {notices.length > 0 && (
        <div className={styles.notices}>
          {notices.map(({ id, failure }) => (
            <Banner key={id} onDismiss={() => dismiss(store, id)}>
              {sentence(failure)}
            </Banner>
          ))}
        </div>
      )}
    </>
  );
}
