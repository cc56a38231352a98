import { useContext } from 'react';
import { EmptyState } from '../ui/surfaces';
import { useWords } from '../words/words';
import { RunsContext } from './runs';

/** What stands where a profile came from a file: what a recording alone has, and the way to one. */
export function NoRun({ children }: { readonly children: string }) {
  const runs = useContext(RunsContext);
  const { connect } = useWords().commands;
  return (
    <EmptyState {...(runs === null ? {} : { action: { label: connect, run: () => runs.connect() } })}>
      {children}
    </EmptyState>
  );
}
