import { useContext, useEffect, useId, useRef, useState } from 'react';
import { type Failure, toFailure } from '../../../proto/errors';
import type { Annotation } from '../../../proto/ipc';
import type { Run } from '../../../proto/run';
import { Banner } from '../../ui/banner';
import { Field } from '../../ui/field';
import { sentence, useWords } from '../../words/words';
import type { ViewProps } from '../contract';
import { NoRun } from '../no-run';
import { RunsContext, useRun } from '../runs';
import styles from './notes.module.css';
import { formatTags, parseTags } from './tags';

/** A pause in typing after which the words are saved without being asked. */
const restMs = 800;

/** What a person calls the run behind each profile and wrote about it; saved with the run. */
export function Notes({ session }: ViewProps) {
  const profiles = session.kind === 'single' ? [session.profile] : [session.before, session.after];
  const words = useWords().notes;
  // Two captures of one run have one note.
  const ids = [...new Set(profiles.map((p) => p.run))];
  const only = ids.length === 1;
  if (ids.every((id) => id === '')) return <NoRun>{words.noRun}</NoRun>;
  return (
    <div className={styles.notes} data-testid="notes-view">
      {ids.map((id) => {
        const title = profiles.find((p) => p.run === id)!.title;
        return (
          <section key={id} className={styles.run} aria-label={title}>
            {!only && <h2 className={styles.title}>{title}</h2>}
            {id === '' ? <NoRun>{words.noRun}</NoRun> : <NotesOf id={id} />}
          </section>
        );
      })}
    </div>
  );
}

function NotesOf({ id }: { readonly id: string }) {
  const words = useWords().notes;
  const answer = useRun(id);
  switch (answer.state) {
    case 'none':
      return <NoRun>{words.noRun}</NoRun>;
    case 'waiting':
      return <p role="status">{words.reading}</p>;
    case 'failed':
      return <Banner>{sentence(answer.failure)}</Banner>;
    case 'ready':
      return <Editor key={id} run={answer.run} />;
  }
}

interface Draft {
  readonly label: string;
  readonly notes: string;
  /** As typed: separated by commas. */
  readonly tags: string;
}

function draftOf({ label, notes, tags }: Run): Draft {
  return { label, notes, tags: formatTags(tags) };
}

function annotationOf({ label, notes, tags }: Draft): Annotation {
  return { label: label.trim(), notes, tags: [...parseTags(tags)] };
}

/** Whether a draft comes to what is written of a run already, however it is typed. */
function says(draft: Draft, run: Run): boolean {
  return same({ ...annotationOf(draft), tags: formatTags(parseTags(draft.tags)) }, draftOf(run));
}

function same(a: Draft, b: Draft): boolean {
  return a.label === b.label && a.notes === b.notes && a.tags === b.tags;
}

type Saving =
  | { readonly state: 'saved' | 'changed' | 'saving' }
  | { readonly state: 'failed'; readonly failure: Failure };

function Editor({ run }: { readonly run: Run }) {
  const words = useWords().notes;
  const runs = useContext(RunsContext);
  const [draft, setDraft] = useState(() => draftOf(run));
  const [saving, setSaving] = useState<Saving>({ state: 'saved' });
  const id = useId();
  const saved = useRef(draft);
  const current = useRef(draft);
  current.current = draft;

  // Another pane wrote about the same run. What is typed here and not saved yet stays.
  useEffect(() => {
    if (says(current.current, run)) return;
    const isUntouched = same(current.current, saved.current);
    saved.current = draftOf(run);
    if (isUntouched) setDraft(saved.current);
  }, [run]);

  const save = async () => {
    const written = current.current;
    if (runs === null || same(written, saved.current)) return;
    setSaving({ state: 'saving' });
    try {
      await runs.annotate(run.id, annotationOf(written));
      saved.current = written;
      // What was typed while this was written is saved by its own pause.
      setSaving({ state: same(current.current, written) ? 'saved' : 'changed' });
    } catch (thrown) {
      setSaving({ state: 'failed', failure: toFailure(thrown, run.id) });
    }
  };
  const saveNow = useRef(save);
  saveNow.current = save;

  // biome-ignore lint/correctness/useExhaustiveDependencies(draft): each change starts the pause anew
  useEffect(() => {
    const timer = setTimeout(() => void saveNow.current(), restMs);
    return () => clearTimeout(timer);
  }, [draft]);
  // A view that is closed in the middle of a pause takes nothing with it.
  useEffect(() => () => void saveNow.current(), []);

  const change = (part: Partial<Draft>) => {
    setDraft((now) => ({ ...now, ...part }));
    setSaving({ state: 'changed' });
  };
  return (
    <div className={styles.editor}>
      <Field
        label={words.label}
        hint={words.labelHint}
        value={draft.label}
        maxLength={200}
        onChange={(event) => change({ label: event.target.value })}
        onBlur={() => void save()}
      />
      <Field
        label={words.tags}
        className={styles.next}
        hint={words.tagsHint}
        value={draft.tags}
        maxLength={2000}
        onChange={(event) => change({ tags: event.target.value })}
        onBlur={() => void save()}
      />
      <label htmlFor={id} className={styles.label}>
        {words.notes}
      </label>
      <textarea
        id={id}
        className={styles.text}
        placeholder={words.placeholder}
        maxLength={100_000}
        value={draft.notes}
        onChange={(event) => change({ notes: event.target.value })}
        onBlur={() => void save()}
      />
      {saving.state === 'failed' ? (
        <Banner action={{ label: words.saveAgain, run: () => void save() }}>
          {sentence(saving.failure)}
        </Banner>
      ) : (
        <p role="status" className={styles.state} data-saved={saving.state}>
          {words[saving.state]}
        </p>
      )}
    </div>
  );
}
