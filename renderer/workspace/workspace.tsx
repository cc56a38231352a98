import { useEffect, useMemo, useRef, useState } from 'react';
import { sentence } from '../../engine/advice/sentence';
import { emptyQuery } from '../../engine/query/query';
import { type Failure, toFailure } from '../../proto/errors';
import type { EngineClient } from '../engine/client';
import type { Session } from '../state/session';
import { Banner } from '../ui/banner';
import { EmptyState } from '../ui/surfaces';
import type { ViewProps } from '../views/contract';
import { frameText } from '../views/frame-text';
import { createLinks, forgetTree } from '../views/links';
import { viewsFor } from '../views/registry';
import { words } from '../words/words';
import {
  defaultChoice,
  emptyWords,
  fairNormalisation,
  noPerRequest,
  profilesOf,
  sampleChoices,
  sidesOf,
} from './comparable';
import { type Choices, recall, recallPane, remember, rememberPane } from './memory';
import { SearchBox } from './search-box';
import { Split } from './split';
import { Summary } from './summary';
import { WorkspaceToolbar } from './toolbar';
import { useCommands } from './use-commands';
import { useSearch } from './use-search';
import { useTree } from './use-tree';
import { Waiting } from './waiting';
import styles from './workspace.module.css';

interface WorkspaceProps {
  readonly session: Session;
  readonly engine: EngineClient;
  readonly onSaveSvg: (name: string, bytes: Uint8Array) => void;
  readonly onClose: () => void;
}

/** Everything about one session: its pictures, its table, and what is asked of them. */
export function Workspace(props: WorkspaceProps) {
  const samples = useMemo(() => sampleChoices(props.session), [props.session]);
  if (samples.length === 0) {
    return (
      <div className={styles.workspace} data-testid="workspace" data-session={props.session.kind}>
        <EmptyState action={{ label: 'Close', run: props.onClose }}>
          {props.session.kind === 'single'
            ? 'This profile holds no values.'
            : 'These two captures measure different things, so there is nothing to compare.'}
        </EmptyState>
      </div>
    );
  }
  return <FilledWorkspace {...props} samples={samples} />;
}

function FilledWorkspace({
  session,
  engine,
  onSaveSvg,
  onClose,
  samples,
}: WorkspaceProps & { readonly samples: ReturnType<typeof sampleChoices> }) {
  const [choices, setChoices] = useState(() => recall(session) ?? startingChoices(session, samples));
  const choose = (change: Partial<typeof choices>) => {
    const next = { ...choices, ...change };
    setChoices(next);
    remember(session, next);
  };
  const [pane, setPaneState] = useState(() => recallPane(innerWidth));
  const setPane = (next: typeof pane) => {
    setPaneState(next);
    rememberPane(next);
  };

  const [links] = useState(createLinks);
  const sample = samples.find((s) => s.type === choices.sampleType);
  const tree = useTree(engine, session, sample, choices.normalisation);
  const { data, made } = tree;
  const text = useMemo(() => (data === null ? null : frameText(data.frames)), [data]);
  const sides = useMemo(
    () => (data === null || made === null ? [] : sidesOf(session, data, made.sampleType, made.normalisation)),
    [session, data, made],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies(data): a new tree is the reason to forget
  useEffect(() => forgetTree(links), [links, data]);
  useSearch(engine, links, data?.treeId ?? null, choices.pattern);

  const root = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const toPicture = () => root.current?.querySelector<HTMLElement>('canvas')?.focus();
  useCommands(root, search, links);

  const [saveFailure, setSaveFailure] = useState<Failure | null>(null);
  const save = async (treeId: number) => {
    setSaveFailure(null);
    const title = profilesOf(session)
      .map((p) => p.title)
      .join(' → ');
    try {
      onSaveSvg(svgName(title), await engine.call('svg', { treeId, title }));
    } catch (thrown) {
      setSaveFailure(toFailure(thrown, title));
    }
  };

  const picture = viewsFor(session).find((v) => v.id === choices.pictureId)!;
  const table = viewsFor(session).find((v) => v.defaultPlace === 'side')!;
  const view: ViewProps | null =
    data === null || text === null || made === null
      ? null
      : {
          session,
          engine,
          data,
          text,
          sides,
          sampleType: made.sampleType,
          normalisation: made.normalisation,
          query: emptyQuery,
          profileIds: profilesOf(session).map((p) => p.info.profileId),
          links,
          onSearch: (pattern) => choose({ pattern }),
          onQuery: () => {},
          onFrameMenu: () => {},
          onOpenView: () => {},
        };
  const empty = data !== null && data.layouts[0].width[0] === 0;

  return (
    <div
      ref={root}
      className={styles.workspace}
      data-testid="workspace"
      data-session={session.kind}
      data-ready={view !== null && !tree.loading}
    >
      <WorkspaceToolbar
        session={session}
        pictureId={choices.pictureId}
        onPicture={(pictureId) => choose({ pictureId })}
        samples={samples}
        sampleType={choices.sampleType}
        onSample={(sampleType) => {
          const possible =
            choices.normalisation !== 'per-request' || noPerRequest(session, sampleType) === undefined;
          const normalisation = possible ? choices.normalisation : fairNormalisation(session, sampleType);
          choose({ sampleType, normalisation });
        }}
        normalisation={choices.normalisation}
        onNormalisation={(normalisation) => choose({ normalisation })}
        tableOpen={pane.open}
        onTable={() => setPane({ ...pane, open: !pane.open })}
        onSave={data === null || empty ? null : () => void save(data.treeId)}
      >
        <SearchBox
          input={search}
          pattern={choices.pattern}
          onPattern={(pattern) => choose({ pattern })}
          onLeave={toPicture}
          links={links}
          data={data}
          sides={sides}
        />
      </WorkspaceToolbar>
      {tree.failure !== null && tree.failure.code !== 'cancelled' && (
        <Banner action={{ label: 'Try again', run: tree.retry }}>{sentence(tree.failure)}</Banner>
      )}
      {saveFailure !== null && (
        <Banner onDismiss={() => setSaveFailure(null)}>{sentence(saveFailure)}</Banner>
      )}
      <div className={styles.main} aria-busy={tree.loading}>
        {empty && (
          <EmptyState action={{ label: 'Close', run: onClose }}>{emptyWords(choices.sampleType)}</EmptyState>
        )}
        {view !== null && !empty && (
          <Split
            main={<picture.Component key={picture.id} {...view} />}
            side={pane.open ? <table.Component {...view} /> : null}
            sideLabel={table.title(words())}
            widthPx={pane.widthPx}
            onWidth={(widthPx) => setPane({ ...pane, widthPx })}
          />
        )}
        {tree.loading && <Waiting done={tree.done} onCancel={tree.cancel} />}
        {!tree.loading && view === null && (
          <EmptyState
            action={
              tree.failure?.code === 'cancelled'
                ? { label: 'Build it again', run: tree.retry }
                : { label: 'Close', run: onClose }
            }
          >
            The call tree was not built.
          </EmptyState>
        )}
      </div>
      {view !== null && (
        <Summary session={session} data={view.data} sides={sides} normalisation={view.normalisation} />
      )}
    </div>
  );
}

function startingChoices(session: Session, samples: ReturnType<typeof sampleChoices>): Choices {
  const { type } = defaultChoice(samples, profilesOf(session)[0].info)!;
  return {
    pictureId: viewsFor(session).find((v) => v.defaultPlace === 'main')!.id,
    sampleType: type,
    normalisation: session.kind === 'single' ? 'absolute' : fairNormalisation(session, type),
    pattern: '',
  };
}

/** A title as a file name that every system takes: 'slow → fast' becomes 'slow-fast.svg'. */
function svgName(title: string): string {
  const plain = title.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|-+$/g, '');
  return `${plain.slice(0, 100) || 'flame'}.svg`;
}
