import type { ReactNode } from 'react';
import type { Session } from '../state/session';
import { Button, IconButton } from '../ui/button';
import { SaveIcon } from '../ui/icons';
import { Segmented } from '../ui/segmented';
import { Toolbar } from '../ui/surfaces';
import { viewsFor } from '../views/registry';
import { useWords } from '../words/words';
import { type NormalisationKind, noPerRequest, normalisationSentence, type SampleChoice } from './comparable';
import styles from './workspace.module.css';

interface WorkspaceToolbarProps {
  readonly session: Session;
  readonly pictureId: string;
  readonly onPicture: (id: string) => void;
  readonly samples: readonly SampleChoice[];
  readonly sampleType: string;
  readonly onSample: (type: string) => void;
  readonly normalisation: NormalisationKind;
  readonly onNormalisation: (kind: NormalisationKind) => void;
  readonly tableOpen: boolean;
  readonly onTable: () => void;
  /** null while there is nothing to save. */
  readonly onSave: (() => void) | null;
  /** The search box. */
  readonly children: ReactNode;
}

/** What is shown, of what, and how: one row above the picture. */
export function WorkspaceToolbar(props: WorkspaceToolbarProps) {
  const { session, samples } = props;
  const words = useWords();
  const pictures = viewsFor(session)
    .filter((v) => v.defaultPlace === 'main')
    .map(({ id, title }) => ({ id, label: title(words) }));
  const table = viewsFor(session).find((v) => v.defaultPlace === 'side')!;
  return (
    <Toolbar aria-label="View">
      <Titles session={session} />
      {pictures.length > 1 && (
        <Segmented
          as="tabs"
          label="Picture"
          options={pictures}
          value={props.pictureId}
          onChange={props.onPicture}
        />
      )}
      {session.kind === 'comparison' && <Normalisations {...props} />}
      <select
        className={styles.select}
        aria-label="Sample type"
        title="What the widths measure"
        data-testid="sample-type"
        value={props.sampleType}
        disabled={samples.length < 2}
        onChange={(event) => props.onSample(event.target.value)}
      >
        {samples.map(({ type }) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </select>
      {props.children}
      <Button
        kind="quiet"
        aria-pressed={props.tableOpen}
        data-testid="table-toggle"
        title={props.tableOpen ? 'Hide the table' : 'Show the table beside the picture'}
        onClick={props.onTable}
      >
        {table.title(words)}
      </Button>
      <IconButton
        label="Save the picture as SVG"
        icon={<SaveIcon />}
        disabled={props.onSave === null}
        onClick={() => props.onSave?.()}
      />
    </Toolbar>
  );
}

function Titles({ session }: { readonly session: Session }) {
  if (session.kind === 'single') {
    return (
      <h1 className={styles.titles} title={`${session.profile.title}\n${session.profile.origin}`}>
        {session.profile.title}
      </h1>
    );
  }
  const { before, after } = session;
  return (
    <h1
      className={styles.titles}
      title={`before: ${before.title}\n${before.origin}\n\nafter: ${after.title}\n${after.origin}`}
    >
      {before.title} → {after.title}
    </h1>
  );
}

function Normalisations(props: WorkspaceToolbarProps) {
  const option = (id: NormalisationKind, label: string, disabledReason?: string) => ({
    id,
    label,
    title: normalisationSentence(id),
    disabledReason,
  });
  return (
    <Segmented
      label="Normalisation"
      options={[
        option('absolute', 'Absolute'),
        option('equal-totals', 'Equal totals'),
        option('per-request', 'Per request', noPerRequest(props.session, props.sampleType)),
      ]}
      value={props.normalisation}
      onChange={props.onNormalisation}
    />
  );
}
