import { useContext, useEffect, useRef, useState } from 'react';
import type { SourceRule } from '../../../proto/code';
import { type Failure, toFailure } from '../../../proto/errors';
import { Banner } from '../../ui/banner';
import { Button, IconButton } from '../../ui/button';
import { Field } from '../../ui/field';
import { CloseIcon } from '../../ui/icons';
import { sentence, useWords } from '../../words/words';
import { CodeContext } from '../code-access';
import styles from './source.module.css';

interface RulesDialogProps {
  /** A path that is missing, whose folder begins a new rule; '' = only those there are. */
  readonly missing: string;
  /** `changed`: the rules are other ones now, and what was missing may be there. */
  readonly onClose: (changed: boolean) => void;
}

/** Where sources lie here that profiles name by the paths of another machine; kept for all profiles. */
export function RulesDialog({ missing, onClose }: RulesDialogProps) {
  const words = useWords();
  const own = words.tables.source;
  const code = useContext(CodeContext);
  const dialog = useRef<HTMLDialogElement>(null);
  /** null until they are known. */
  const [known, setRules] = useState<readonly SourceRule[] | null>(null);
  const rules = known ?? [];
  const [canChoose, setCanChoose] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    dialog.current?.showModal();
    const begun = missing === '' ? [] : [{ from: folderOf(missing), to: '' }];
    code?.rules().then(
      (kept) => setRules([...kept, ...begun]),
      (thrown) => setFailure(toFailure(thrown, 'rules')),
    );
  }, [code, missing]);

  const change = (at: number, part: Partial<SourceRule>) =>
    setRules((now) => now?.map((rule, i) => (i === at ? { ...rule, ...part } : rule)) ?? null);
  const choose = async (at: number) => {
    const folder = await code?.chooseFolder().catch(() => null);
    if (folder) change(at, { to: folder });
    // In a plain browser nobody but the person can say a folder's path.
    else if (folder === null) setCanChoose(false);
  };
  const save = async () => {
    try {
      await code?.setRules(rules);
      onClose(true);
    } catch (thrown) {
      setFailure(toFailure(thrown, 'rules'));
    }
  };
  return (
    <dialog ref={dialog} className={styles.dialog} aria-label={own.rulesTitle} onClose={() => onClose(false)}>
      <h2 className={styles.dialogTitle}>{own.rulesTitle}</h2>
      <p className={styles.why}>{own.rulesWhy}</p>
      {failure !== null && <Banner>{sentence(failure)}</Banner>}
      {known?.length === 0 && <p className={styles.why}>{own.noRules}</p>}
      <ul className={styles.rules}>
        {rules.map((rule, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rules have no name but their place
          <li key={at} className={styles.rule}>
            <Field
              label={own.from}
              placeholder={own.fromHint}
              {...(rule.from === '' ? { hint: own.fromEmpty } : {})}
              value={rule.from}
              onChange={({ target }) => change(at, { from: target.value })}
            />
            <Field
              label={own.to}
              value={rule.to}
              onChange={({ target }) => change(at, { to: target.value })}
            />
            <Button disabled={!canChoose} onClick={() => void choose(at)}>
              {own.choose}
            </Button>
            <IconButton
              label={own.remove}
              icon={<CloseIcon />}
              onClick={() => setRules(rules.filter((_, i) => i !== at))}
            />
          </li>
        ))}
      </ul>
      <div className={styles.dialogActions}>
        <Button kind="quiet" onClick={() => setRules([...rules, { from: '', to: '' }])}>
          {own.add}
        </Button>
        <span className={styles.room} />
        <Button onClick={() => dialog.current?.close()}>{words.common.cancel}</Button>
        <Button
          kind="primary"
          disabled={rules.some(({ to }) => to === '')}
          title={rules.some(({ to }) => to === '') ? own.needsFolder : undefined}
          onClick={() => void save()}
        >
          {own.save}
        </Button>
      </div>
    </dialog>
  );
}

function folderOf(path: string): string {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return at > 0 ? path.slice(0, at) : '';
}
