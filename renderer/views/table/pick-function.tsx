import { useEffect, useState } from 'react';
import { EmptyState } from '../../ui/surfaces';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { selectFrame } from '../links';
import { useAnswer } from '../use-answer';
import { Answered } from './answered';

type PickFunctionProps = Pick<ViewProps, 'engine' | 'data' | 'sides' | 'links'> & {
  /** Which frames the view has most to show of; the heaviest of these is begun with. Absent = all. */
  readonly fits?: (frame: number) => boolean;
  /** What for, in one sentence. */
  readonly children: string;
};

/** What a view of one function shows before there is one: it begins with the heaviest if asked to. */
export function PickFunction(props: PickFunctionProps) {
  const words = useWords().tables;
  const [isPicking, setPicking] = useState(false);
  if (isPicking) return <Heaviest {...props} />;
  return (
    <EmptyState action={{ label: words.callers.choose, run: () => setPicking(true) }}>
      {props.children}
    </EmptyState>
  );
}

/** Finds the heaviest function and selects it, which puts the view in its place. */
function Heaviest({ engine, data, sides, links, fits, children }: PickFunctionProps) {
  const answer = useAnswer(engine, sides.length === 1 ? 'top' : 'diffRows', { treeId: data.treeId });
  useEffect(() => {
    const frame = answer.state === 'ready' ? heaviest(answer.value.frame, fits) : undefined;
    if (frame !== undefined) selectFrame(links, frame);
  }, [answer, links, fits]);
  return (
    <Answered answer={answer}>
      {({ frame }) => (frame.length === 0 ? <EmptyState>{children}</EmptyState> : null)}
    </Answered>
  );
}

function heaviest(frames: Int32Array, fits: PickFunctionProps['fits']): number | undefined {
  return (fits && frames.find(fits)) ?? frames[0];
}
