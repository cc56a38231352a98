import { type ReactNode, useMemo } from 'react';
import { useStore } from 'zustand';
import { usualLeastChange } from '../../engine/flame/look';
import type { Session } from '../state/session';
import { titleOf } from '../state/tabs';
import { Button, IconButton } from '../ui/button';
import { FilterIcon, RedoIcon, SaveIcon, UndoIcon } from '../ui/icons';
import { Segmented } from '../ui/segmented';
import { Toolbar } from '../ui/surfaces';
import { LeastChange } from '../views/least-change';
import { viewsFor } from '../views/registry';
import { useWords } from '../words/words';
import { type NormalisationKind, noPerRequest, normalisationSentence } from './comparable';
import { type Shown, useWorkspace } from './context';
import { effective } from './effective';
import { emptyChoices } from './model';
import styles from './workspace.module.css';

interface WorkspaceToolbarProps {
  /** What the active pane shows; null while it shows nothing. */
  readonly shown: Shown | null;
  /** The pane that the controls act on, and with it all that are linked to it. */
  readonly paneId: string;
  readonly onExport: () => void;
  /** Whether the filters are shown. */
  readonly filtering: boolean;
  readonly onFilter: () => void;
  /** The search box. */
  readonly children: ReactNode;
}

/** How the active pane, and the linked ones with it, look at what they show: one row above the panes. */
export function WorkspaceToolbar(props: WorkspaceToolbarProps) {
  const { shown, paneId, onExport, filtering, onFilter, children } = props;
  const { session: own, model, dock } = useWorkspace();
  const all = useWords();
  const words = all.workspace;
  const session = shown?.session ?? own;
  const choices = useStore(model.store, (state) => state.panes[paneId]?.own ?? state.choices) ?? emptyChoices;
  const looks = useMemo(() => effective(session, choices), [session, choices]);
  const canUndo = useStore(model.history, (history) => history.past.length > 0);
  const canRedo = useStore(model.history, (history) => history.future.length > 0);
  // The layout is what the toggle depends on.
  useStore(model.store, (state) => state.layout);
  const table = viewsFor(own).find((view) => view.defaultPlace === 'side');
  const tableOpen = table !== undefined && dock.isBeside(table.id);
  const empty = shown === null || shown.tree.data.layouts[0]!.width[0] === 0;
  return (
    <Toolbar aria-label={words.toolbar} className={styles.toolbar}>
      <IconButton
        label={`${words.undo} (Ctrl+Z)`}
        icon={<UndoIcon />}
        disabled={!canUndo}
        data-testid="undo"
        onClick={() => model.undo()}
      />
      <IconButton
        label={`${words.redo} (Ctrl+Shift+Z)`}
        icon={<RedoIcon />}
        disabled={!canRedo}
        data-testid="redo"
        onClick={() => model.redo()}
      />
      <Titles session={own} />
      {session.kind === 'comparison' && looks.sample !== undefined && (
        <>
          <LeastChange
            leastChange={choices.leastChange ?? usualLeastChange}
            onLeastChange={(leastChange) => model.choose(paneId, { leastChange }, 'move')}
          />
          <Normalisations
            session={session}
            sampleType={looks.sample.type}
            value={looks.normalisation}
            onChange={(normalisation) => model.choose(paneId, { normalisation })}
          />
        </>
      )}
      <select
        className={styles.select}
        aria-label={words.sampleType}
        title={words.sampleTypeHint}
        data-testid="sample-type"
        value={looks.sample?.type ?? ''}
        disabled={looks.samples.length < 2}
        onChange={(event) => model.choose(paneId, { sampleType: event.target.value })}
      >
        {looks.samples.map(({ type }) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </select>
      {children}
      <IconButton
        label={all.filters.show}
        icon={<FilterIcon />}
        pressed={filtering}
        data-testid="filter-toggle"
        onClick={onFilter}
      />
      {table !== undefined && (
        <Button
          kind="quiet"
          aria-pressed={tableOpen}
          data-testid="table-toggle"
          title={tableOpen ? words.hideTable : words.showTable}
          onClick={() => dock.toggleBeside(table.id)}
        >
          {table.title(all)}
        </Button>
      )}
      <IconButton
        label={`${all.exports.button} (Ctrl+E)`}
        icon={<SaveIcon />}
        disabled={empty}
        data-testid="export"
        onClick={onExport}
      />
    </Toolbar>
  );
}

function Titles({ session }: { readonly session: Session }) {
  const words = useWords().workspace;
  if (session.kind === 'single') {
    return (
      <h1 className={styles.titles} title={`${session.profile.title}\n${session.profile.origin}`}>
        {session.profile.title}
      </h1>
    );
  }
  const { before, after } = session;
  const both = titleOf(session);
  return (
    <h1
      className={styles.titles}
      title={`${both}\n\n${words.before}: ${before.title}\n${before.origin}\n\n${words.after}: ${after.title}\n${after.origin}`}
    >
      {both}
    </h1>
  );
}

interface NormalisationsProps {
  readonly session: Session;
  readonly sampleType: string;
  readonly value: NormalisationKind;
  readonly onChange: (kind: NormalisationKind) => void;
}

function Normalisations({ session, sampleType, value, onChange }: NormalisationsProps) {
  const words = useWords().workspace;
  const option = (id: NormalisationKind, label: string, disabledReason?: string) => ({
    id,
    label,
    title: normalisationSentence(id),
    disabledReason,
  });
  return (
    <Segmented
      label={words.normalisation}
      options={[
        option('absolute', words.absolute),
        option('equal-totals', words.equalTotals),
        option('per-request', words.perRequest, noPerRequest(session, sampleType)),
      ]}
      value={value}
      onChange={onChange}
    />
  );
}
