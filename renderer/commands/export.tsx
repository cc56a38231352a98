import { useEffect, useState } from 'react';
import type { ExportFormat } from '../../engine/worker/protocol';
import { usePorts } from '../screens/app-context';
import { saveFile } from '../state/actions/profiles';
import { notify } from '../state/store';
import { titleOf } from '../state/tabs';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { useWords } from '../words/words';
import type { FrontWorkspace } from '../workspace/front';
import styles from './export.module.css';
import { fileName, pngOf, pngOfPane, svgOfPane, writeShown } from './export-shown';

interface ExportDialogProps {
  readonly workspace: FrontWorkspace;
  readonly onClose: () => void;
}

/** Formats in the order people ask for them; what is not named here follows. */
const order = ['svg', 'html', 'pprof', 'folded', 'csv', 'speedscope', 'json', 'dot', 'callgrind'];

/** What the active pane shows, as a file of any format that can hold it. */
export function ExportDialog({ workspace, onClose }: ExportDialogProps) {
  const ports = usePorts();
  const words = useWords();
  const shown = workspace.shown();
  const [formats, setFormats] = useState<readonly ExportFormat[]>([]);
  const kind = shown?.session.kind === 'comparison' ? 'comparison' : 'profile';
  useEffect(() => {
    ports.engine.call('exports', { kind }).then(
      (found) => setFormats([...found].sort((a, b) => placeOf(a.id) - placeOf(b.id))),
      (thrown) => notify(ports.store, thrown, 'export'),
    );
  }, [ports, kind]);
  if (shown === null) return null;
  const title = titleOf(shown.session);
  const pane = workspace.activePane();
  const save = async (extension: string, make: () => Promise<Uint8Array>) => {
    onClose();
    try {
      await saveFile(ports, fileName(title, extension), await make());
    } catch (thrown) {
      notify(ports.store, thrown, title);
    }
  };
  const write = (id: string) => writeShown(ports.engine, shown, id);
  return (
    <Dialog label={words.exports.title(title)} className={styles.export} onClose={onClose}>
      <p className={styles.note}>{words.exports.note}</p>
      <ul className={styles.formats}>
        {formats.flatMap(({ id, label, extension }) => {
          const row = (
            <Row
              key={id}
              label={words.exports.formats[id] ?? label}
              extension={extension}
              run={() =>
                save(extension, async () => (id === 'svg' ? (svgOfPane(pane) ?? write(id)) : write(id)))
              }
            />
          );
          if (id !== 'svg') return [row];
          const png = (
            <Row
              key="png"
              label={words.exports.png}
              extension=".png"
              run={() => save('.png', async () => (await pngOfPane(pane)) ?? pngOf(await write('svg')))}
            />
          );
          return [row, png];
        })}
      </ul>
      <div className={styles.foot}>
        <Button onClick={onClose}>{words.common.cancel}</Button>
      </div>
    </Dialog>
  );
}

interface RowProps {
  readonly label: string;
  readonly extension: string;
  readonly run: () => void;
}

function Row({ label, extension, run }: RowProps) {
  return (
    <li>
      <button type="button" className={styles.format} onClick={run}>
        <span>{label}</span>
        <span className={styles.extension}>{extension}</span>
      </button>
    </li>
  );
}

function placeOf(id: string): number {
  const at = order.indexOf(id);
  return at < 0 ? order.length : at;
}
