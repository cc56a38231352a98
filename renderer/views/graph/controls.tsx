import { useId } from 'react';
import type { GraphChoice } from '../../../engine/callgraph/call-graph';
import { formatPercent } from '../../../engine/units/format';
import { Button, IconButton } from '../../ui/button';
import { FitIcon, MinusIcon, PathIcon, PlusIcon, SaveIcon } from '../../ui/icons';
import { Separator, Toolbar } from '../../ui/surfaces';
import { useWords } from '../../words/words';
import styles from './graph.module.css';

/** Steps of the sliders. More than 500 nodes are no picture any more, and take seconds to lay out. */
export const nodeCounts = [5, 10, 20, 30, 40, 60, 80, 120, 160, 200, 300, 500] as const;
export const fractions = [
  0, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2,
] as const;

interface ControlsProps {
  readonly choice: GraphChoice;
  readonly onChoice: (choice: GraphChoice) => void;
  readonly isPathShown: boolean;
  readonly onPath: () => void;
  readonly onFit: () => void;
  readonly onZoom: (by: number) => void;
  readonly onSave: () => void;
  readonly isReady: boolean;
}

/** What of the graph is shown, and how it is looked at. */
export function Controls({ choice, onChoice, isPathShown, isReady, ...on }: ControlsProps) {
  const words = useWords().graph;
  const part = (fraction: number) => (fraction === 0 ? words.everything : `≥ ${formatPercent(fraction, 1)}`);
  return (
    <Toolbar aria-label={words.controls} className={styles.controls}>
      <Slider
        label={words.nodes}
        hint={words.nodesHint}
        steps={nodeCounts}
        value={choice.nodeCount}
        write={String}
        onChange={(nodeCount) => onChoice({ ...choice, nodeCount })}
      />
      <Slider
        label={words.nodeFraction}
        hint={words.nodeFractionHint}
        steps={fractions}
        value={choice.nodeFraction}
        write={part}
        onChange={(nodeFraction) => onChoice({ ...choice, nodeFraction })}
      />
      <Slider
        label={words.edgeFraction}
        hint={words.edgeFractionHint}
        steps={fractions}
        value={choice.edgeFraction}
        write={part}
        onChange={(edgeFraction) => onChoice({ ...choice, edgeFraction })}
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
