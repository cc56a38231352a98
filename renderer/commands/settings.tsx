import { useApp, usePorts } from '../screens/app-context';
import type { Settings } from '../state/settings';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Segmented } from '../ui/segmented';
import { languages, useWords } from '../words/words';
import styles from './settings.module.css';

/** What a person sets for the window as a whole; it holds from the moment it is chosen. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { store } = usePorts();
  const settings = useApp((s) => s.settings);
  const all = useWords();
  const words = all.settings;
  const set = (change: Partial<Settings>) =>
    store.setState((state) => ({ settings: { ...state.settings, ...change } }));
  return (
    <Dialog label={words.title} className={styles.settings} onClose={onClose}>
      <div className={styles.rows}>
        <Row label={words.theme}>
          <Segmented
            label={words.theme}
            options={[
              { id: 'system', label: words.system },
              { id: 'light', label: words.light },
              { id: 'dark', label: words.dark },
            ]}
            value={settings.theme}
            onChange={(theme) => set({ theme })}
          />
        </Row>
        <Row label={words.scale}>
          <Segmented
            label={words.scale}
            options={[
              { id: 'usual', label: words.redGreen },
              { id: 'colour-blind', label: words.blueOrange },
            ]}
            value={settings.scale}
            onChange={(scale) => set({ scale })}
          />
        </Row>
        <Row label={words.language}>
          <Segmented
            label={words.language}
            options={[
              { id: 'system', label: words.system },
              ...Object.entries(languages).map(([id, { name }]) => ({
                id: id as keyof typeof languages,
                label: name,
              })),
            ]}
            value={settings.language}
            onChange={(language) => set({ language })}
          />
        </Row>
        <p className={styles.note}>{words.motion}</p>
      </div>
      <div className={styles.foot}>
        <Button onClick={onClose}>{all.common.close}</Button>
      </div>
    </Dialog>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className={styles.row}>
      <span>{label}</span>
      {children}
    </div>
  );
}
