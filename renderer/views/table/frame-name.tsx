import type { FrameText } from '../frame-text';
import { withoutArguments, withoutPackage } from '../names';
import { EndOfPath } from './end-of-path';
import styles from './table.module.css';

/** Of longer names, what generics are made of would push what they do out of sight. */
const longName = 80;

interface FrameNameProps {
  readonly text: FrameText;
  readonly frame: number;
  /** Also the file behind it, as far as there is room. */
  readonly withFile?: boolean;
  /** What a table is about, among what is around it. */
  readonly isStrong?: boolean;
}

/** A function's name, its package paler; cut in the package first. The whole of it is in the tooltip. */
export function FrameName({ text, frame, withFile = false, isStrong = false }: FrameNameProps) {
  const name = text.names[frame] ?? '';
  const file = text.files[frame] ?? '';
  const short = withoutPackage(name);
  const front = name.slice(0, name.length - short.length);
  return (
    <span className={styles.name} title={file === '' ? name : `${name}\n${file}`}>
      <span className={styles.qualified}>
        {/* An empty one would lift the name from the line it stands in. */}
        {front !== '' && <span className={styles.path}>{front}</span>}
        <span className={styles.function} data-strong={isStrong}>
          {short.length > longName ? withoutArguments(short) : short}
        </span>
      </span>
      {withFile && (
        <span className={styles.file}>
          <EndOfPath>{file}</EndOfPath>
        </span>
      )}
    </span>
  );
}
