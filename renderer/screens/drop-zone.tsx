import { useEffect, useState } from 'react';
import { readBlob } from '../host/read-blob';
import { openFiles } from '../state/actions/profiles';
import { notify } from '../state/store';
import { useWords } from '../words/words';
import { usePorts } from './app-context';
import styles from './drop-zone.module.css';

/** Takes files dropped anywhere on the window, and says so while they hang over it. */
export function DropZone() {
  const ports = usePorts();
  const { drop } = useWords().screens;
  const [over, setOver] = useState(false);

  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    // relatedTarget is null only when the pointer leaves the window itself.
    const onLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      const known = ports.host.dropped?.().catch(() => []) ?? Promise.resolve([]);
      const read = async (file: File, i: number) => ({
        name: file.name,
        bytes: await readBlob(file),
        id: (await known)[i] || undefined,
      });
      Promise.all(files.map(read))
        .then((opened) => openFiles(ports, opened))
        .catch((thrown) => notify(ports.store, thrown, files.map((f) => f.name).join(', ')));
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [ports]);

  return over ? <div className={styles.zone}>{drop}</div> : null;
}
