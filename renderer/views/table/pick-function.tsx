import { EmptyState } from '../../ui/surfaces';
import { useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { selectFrame } from '../links';

type PickFunctionProps = Pick<ViewProps, 'engine' | 'data' | 'sides' | 'links'> & {
  /** What for, in one sentence. */
  readonly children: string;
};

/** What a view of one function shows before there is one: it begins with the heaviest if asked to. */
export function PickFunction({ engine, data, sides, links, children }: PickFunctionProps) {
  const words = useWords().tables;
  const beginWithHeaviest = async () => {
    const { treeId } = data;
    const rows = await engine.call(sides.length === 1 ? 'top' : 'diffRows', { treeId }).catch(() => null);
    if (rows !== null && rows.frame.length > 0) selectFrame(links, rows.frame[0]!);
  };
  return (
    <EmptyState action={{ label: words.callers.choose, run: () => void beginWithHeaviest() }}>
      {children}
    </EmptyState>
  );
}
