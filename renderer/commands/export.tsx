import { useEffect, useState } from 'react';
import type { ExportFormat } from '../../engine/worker/protocol';
import { usePorts } from '../screens/app-context';
import { saveFile } from '../state/actions/profiles';
import { notify } from '../state/store';
import { titleOf } from '../state/tabs';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Progress } from '../ui/progress';
import { useOverdue } from '../ui/use-overdue';
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
  const [busy, setBusy] = useState<AbortController | null>(null);
  const [done, setDone] = useState(0);
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
  const save = async (extension: string, make: (signal: AbortSignal) => Promise<Uint8Array>) => {
    const abort = new AbortController();
    setBusy(abort);
    setDone(0);
    try {
      const bytes = await make(abort.signal);
      abort.signal.throwIfAborted();
      onClose();
      await saveFile(ports, fileName(title, extension), bytes);
    } catch (thrown) {
      setBusy(null);
      if (!abort.signal.aborted) notify(ports.store, thrown, title);
    }
  };
  const write = (id: string, signal: AbortSignal) =>
    writeShown(ports.engine, workspace, shown, id, signal, setDone);
  if (busy !== null) {
    return (
      <Dialog label={words.exports.title(title)} className={styles.export} onClose={() => busy.abort()}>
        <Writing done={done} onCancel={() => busy.abort()} />
      </Dialog>
    );
  }
  return (
    <Dialog label={words.exports.title(title)} className={styles.export} onClose={onClose}>
      <p className={styles.note}>{words.exports.note}</p>
      <ul className={styles.formats}>
        {formats.flatMap(({ id, label, extension }, at) => {
          const row = (
            <Row
              key={id}
              isFirst={at === 0}
              label={words.exports.formats[id] ?? label}
              extension={extension}
              run={() =>
                save(extension, async (signal) =>
                  id === 'svg' ? (svgOfPane(pane) ?? write(id, signal)) : write(id, signal),
                )
              }
            />
          );
          if (id !== 'svg') return [row];
          const png = (
            <Row
              key="png"
              label={words.exports.png}
              extension=".png"
              run={() =>
                save('.png', async (signal) => (await pngOfPane(pane)) ?? pngOf(await write('svg', signal)))
              }
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

interface WritingProps {
  /** 0…1. */
  readonly done: number;
  readonly onCancel: () => void;
}

/** How far the writer is, and a way out, once a wait has become one. */
function Writing({ done, onCancel }: WritingProps) {
  const words = useWords();
  if (!useOverdue()) return null;
  return (
    <div className={styles.writing}>
      <p role="status">{words.exports.writing}</p>
      <Progress label={words.exports.writing} done={done} />
      <span className={styles.share} aria-hidden>{`${Math.round(done * 100)}%`}</span>
      <Button onClick={onCancel}>{words.common.cancel}</Button>
    </div>
  );
}

interface RowProps {
  /** What one would choose by Enter alone. */
  readonly isFirst?: boolean;
  readonly label: string;
  readonly extension: string;
  readonly run: () => void;
}

function Row({ isFirst = false, label, extension, run }: RowProps) {
  return (
    <li>
      {/* biome-ignore lint/a11y/noAutofocus: the dialog was asked for, and this is what one comes for */}
      <button type="button" autoFocus={isFirst} className={styles.format} onClick={run}>
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
