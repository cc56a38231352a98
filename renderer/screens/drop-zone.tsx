import { useEffect, useState } from 'react';
import { readBlob } from '../host/read-blob';
import { openDropped } from '../state/actions/dropped';
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
      // Only in this moment does the browser tell which of them are folders.
      const items = [...(event.dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file');
      const folders = items.map((item) => item.webkitGetAsEntry()?.isDirectory === true);
      const known = ports.host.dropped?.().catch(() => []) ?? Promise.resolve([]);
      const dropped = files.map((file, i) => ({
        name: file.name,
        isFolder: folders[i] === true,
        read: () => readBlob(file),
        id: known.then((ids) => ids[i] || undefined),
      }));
      void openDropped(ports, dropped);
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
