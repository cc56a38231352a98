import type { ReactNode } from 'react';
import type { Coloring } from '../../../engine/flame/look';
import { Switch } from '../../ui/switch';
import { useWords } from '../../words/words';
import styles from './flame.module.css';
import type { FlameLook } from './look';

export interface ControlsProps {
  readonly look: FlameLook;
  readonly onLook: (look: FlameLook) => void;
  readonly colorings: readonly Coloring[];
  /** Why the order of time cannot be chosen; null = it can. */
  readonly noTime: string | null;
  readonly hasMinimap: boolean;
  /** Whether something is told from noise. */
  readonly hasNoise?: boolean;
  /** False where the picture goes both ways. */
  readonly hasDirection?: boolean;
  /** What else belongs to the picture. */
  readonly children?: ReactNode;
}

/** One quiet row below a picture: how it is drawn, and what its colours mean. */
export function Controls({ look, onLook, colorings, noTime, hasMinimap, children, ...has }: ControlsProps) {
  const words = useWords().flame;
  const choose = (change: Partial<FlameLook>) => onLook({ ...look, ...change });
  return (
    <div className={styles.controls} role="toolbar" aria-label={words.drawing}>
      {has.hasDirection !== false && (
        <select
          aria-label={words.direction}
          title={words.direction}
          data-testid="flame-direction"
          value={look.upright ? 'flame' : 'icicle'}
          onChange={({ target }) => choose({ upright: target.value === 'flame' })}
        >
          <option value="icicle">{words.icicle}</option>
          <option value="flame">{words.flame}</option>
        </select>
      )}
      <select
        aria-label={words.order}
        title={noTime ?? words.order}
        data-testid="flame-order"
        value={look.order === 'time' && noTime !== null ? 'heavy' : look.order}
        onChange={({ target }) => choose({ order: target.value as FlameLook['order'] })}
      >
        <option value="heavy">{words.heavy}</option>
        <option value="name">{words.byName}</option>
        <option value="time" disabled={noTime !== null} title={noTime ?? undefined}>
          {noTime === null ? words.byTime : words.byTimeNot}
        </option>
      </select>
      <select
        aria-label={words.colours}
        title={words.colours}
        data-testid="flame-colours"
        value={look.coloring}
        onChange={({ target }) => choose({ coloring: target.value as Coloring })}
      >
        {colorings.map((coloring) => (
          <option key={coloring} value={coloring}>
            {words.coloring[coloring]}
          </option>
        ))}
      </select>
      <Switch
        on={look.foldRecursion}
        hint={words.foldHint}
        testId="flame-fold"
        onChange={(foldRecursion) => choose({ foldRecursion })}
      >
        {words.fold}
      </Switch>
      <Switch
        on={look.scale === 'orange-blue'}
        hint={words.safeHint}
        testId="flame-safe"
        onChange={(safe) => choose({ scale: safe ? 'orange-blue' : 'red-green' })}
      >
        {words.safe}
      </Switch>
      {hasMinimap && (
        <Switch
          on={look.minimap}
          hint={words.minimapHint}
          testId="flame-minimap"
          onChange={(minimap) => choose({ minimap })}
        >
          {words.minimap}
        </Switch>
      )}
      {has.hasNoise === true && (
        <Switch
          on={look.greyNoise}
          hint={words.noiseHint}
          testId="flame-noise"
          onChange={(greyNoise) => choose({ greyNoise })}
        >
          {words.noise}
        </Switch>
      )}
      <span className={styles.controlsGap} />
      {children}
    </div>
  );
}
