import { useState } from 'react';
import { cancelOpening } from '../state/actions/profiles';
import { dismiss, dismissAll } from '../state/store';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import { Progress } from '../ui/progress';
import { sentence, useWords } from '../words/words';
import { useApp, usePorts } from './app-context';
import styles from './notices.module.css';

/** More would push the work off the window. */
const fewNotices = 4;

/** What happens or went wrong outside any one screen: files being read, failures until dismissed. */
export function Notices() {
  const { store } = usePorts();
  const { common, screens } = useWords();
  const notices = useApp((s) => s.notices);
  const openings = useApp((s) => s.openings);
  const [all, setAll] = useState(false);
  if (all && notices.length <= fewNotices) setAll(false);
  const shown = all ? notices : notices.slice(-fewNotices);
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
          {shown.map(({ id, failure }) => (
            <Banner key={id} onDismiss={() => dismiss(store, id)}>
              {sentence(failure)}
            </Banner>
          ))}
          {notices.length > fewNotices && (
            <div className={styles.many}>
              {shown.length < notices.length && (
                <Button kind="quiet" size="small" onClick={() => setAll(true)}>
                  {screens.moreNotices(notices.length - shown.length)}
                </Button>
              )}
              <Button kind="quiet" size="small" onClick={() => dismissAll(store)}>
                {screens.dismissAll}
              </Button>
            </div>
          )}
        </div>
      )}
    </>
  );
}
