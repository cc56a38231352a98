import { useMemo, useRef } from 'react';
import { formatValue } from '../../../engine/units/format';
import type { Side, ViewProps } from '../contract';
import { count, perRequest } from '../figures';
import { Breadcrumb } from './breadcrumb';
import type { FlameController } from './controller';
import styles from './flame.module.css';
import { FlameCanvas } from './flame-canvas';
import { commonReach } from './scene';
import { useFlameTheme } from './use-theme';

/** A comparison as two flame graphs of one tree and one scale; where one goes, the other follows. */
export function FlamePair(props: ViewProps) {
  const theme = useFlameTheme();
  const reach = useMemo(() => commonReach(props.data.layouts.slice(1)), [props.data]);
  const flames = useRef<(FlameController | null)[]>([null, null]);
  return (
    <div className={styles.view}>
      <Breadcrumb {...props} />
      <div className={styles.pair}>
        {props.sides.map((side, i) => (
          <section key={i === 0 ? 'before' : 'after'} className={styles.half} aria-label={side.title}>
            <Heading side={side} word={i === 0 ? 'before' : 'after'} {...props} />
            <FlameCanvas
              {...props}
              layoutIndex={i + 1}
              coloring="package"
              reach={reach}
              theme={theme}
              label={`Flame graph of ${side.title}`}
              onMoved={(anchor) => flames.current[1 - i]?.follow(anchor)}
              onReady={(controller) => {
                flames.current[i] = controller;
              }}
            />
          </section>
        ))}
      </div>
    </div>
  );
}

function Heading({ side, word, data }: ViewProps & { readonly side: Side; readonly word: string }) {
  const each = perRequest(side, side.total, data.unit);
  return (
    <header className={styles.heading}>
      <span className={styles.headingWord}>{word}</span>
      <strong className={styles.headingTitle} title={side.origin}>
        {side.title}
      </strong>
      <span className={styles.headingFigures}>
        {formatValue(side.total, data.unit)}
        {side.requests > 0 && ` · ${count(side.requests)} requests`}
        {each !== '' && ` · ${each}`}
      </span>
    </header>
  );
}
