import { useId } from 'react';
import { formatPercent } from '../../../engine/units/format';
import { Button, IconButton } from '../../ui/button';
import { FitIcon, MinusIcon, PathIcon, PlusIcon, SaveIcon } from '../../ui/icons';
import { Separator, Toolbar } from '../../ui/surfaces';
import { useWords } from '../../words/words';
import styles from './graph.module.css';
import { fractions, type GraphLook, nodeCounts } from './look';

interface ControlsProps {
  /** A comparison's smallest change is chosen for all views at once. */
  readonly compares: boolean;
  readonly look: GraphLook;
  readonly onLook: (look: GraphLook) => void;
  readonly isPathShown: boolean;
  readonly onPath: () => void;
  readonly onFit: () => void;
  readonly onZoom: (by: number) => void;
  readonly onSave: () => void;
  readonly isReady: boolean;
}

/** What of the graph is shown, and how it is looked at. */
export function Controls({ compares, look, onLook, isPathShown, isReady, ...on }: ControlsProps) {
  const words = useWords().graph;
  const part = (fraction: number) => (fraction === 0 ? words.everything : `≥ ${formatPercent(fraction, 1)}`);
  return (
    <Toolbar aria-label={words.controls} className={styles.controls}>
      <Slider
        label={words.nodes}
        hint={words.nodesHint}
        steps={nodeCounts}
        value={look.nodeCount}
        write={String}
        onChange={(nodeCount) => onLook({ ...look, nodeCount })}
      />
      {!compares && (
        <Slider
          label={words.nodeFraction}
          hint={words.nodeFractionHint}
          steps={fractions}
          value={look.nodeFraction}
          write={part}
          onChange={(nodeFraction) => onLook({ ...look, nodeFraction })}
        />
      )}
      <Slider
        label={words.edgeFraction}
        hint={words.edgeFractionHint}
        steps={fractions}
        value={look.edgeFraction}
        write={part}
        onChange={(edgeFraction) => onLook({ ...look, edgeFraction })}
      />
      <Separator />
      <Button
        kind="quiet"
        size="small"
        icon={<PathIcon />}
        aria-pressed={isPathShown}
        title={words.heaviestPathHint}
        disabled={!isReady}
        onClick={on.onPath}
      >
        {words.heaviestPath}
      </Button>
      <span className={styles.space} />
      <IconButton
        size="small"
        label={words.zoomOut}
        icon={<MinusIcon />}
        disabled={!isReady}
        onClick={() => on.onZoom(1 / 1.5)}
      />
      <IconButton
        size="small"
        label={words.zoomIn}
        icon={<PlusIcon />}
        disabled={!isReady}
        onClick={() => on.onZoom(1.5)}
      />
      <IconButton size="small" label={words.fit} icon={<FitIcon />} disabled={!isReady} onClick={on.onFit} />
      <IconButton
        size="small"
        label={words.save}
        icon={<SaveIcon />}
        disabled={!isReady}
        onClick={on.onSave}
      />
    </Toolbar>
  );
}

interface SliderProps {
  readonly label: string;
  readonly hint: string;
  readonly steps: readonly number[];
  readonly value: number;
  readonly write: (value: number) => string;
  readonly onChange: (value: number) => void;
}

function Slider({ label, hint, steps, value, write, onChange }: SliderProps) {
  const id = useId();
  const at = Math.max(0, steps.indexOf(value));
  return (
    <span className={styles.slider} title={hint}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={steps.length - 1}
        step={1}
        value={at}
        aria-valuetext={write(value)}
        onChange={(event) => onChange(steps[Number(event.target.value)]!)}
      />
      <output htmlFor={id}>{write(value)}</output>
    </span>
  );
}
