import { useContext, useEffect, useRef, useState } from 'react';
import type { SourceRule } from '../../../proto/code';
import { type Failure, toFailure } from '../../../proto/errors';
import { Banner } from '../../ui/banner';
import { Button, IconButton } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
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
  const form = useRef<HTMLFormElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  /** null until they are known. */
  const [known, setRules] = useState<readonly SourceRule[] | null>(null);
  const rules = known ?? [];
  const [canChoose, setCanChoose] = useState(true);
  const [failure, setFailure] = useState<Failure | null>(null);
  /** Whether it was to be saved already: what is missing is an error from then on. */
  const [tried, setTried] = useState(false);
  useEffect(() => {
    const begun = missing === '' ? [] : [{ from: folderOf(missing), to: '' }];
    code?.rules().then(
      (kept) => setRules([...kept, ...begun]),
      (thrown) => setFailure(toFailure(thrown, 'rules')),
    );
  }, [code, missing]);

  // What is to be filled in has the keys, also where the rules came after the dialog.
  const lengthBefore = useRef(0);
  useEffect(() => {
    if (rules.length > lengthBefore.current) {
      const inputs = form.current?.querySelectorAll<HTMLInputElement>('li:last-child input') ?? [];
      [...inputs].find(({ value }) => value === '')?.focus();
    }
    lengthBefore.current = rules.length;
  }, [rules.length]);

  const change = (at: number, part: Partial<SourceRule>) =>
    setRules((now) => now?.map((rule, i) => (i === at ? { ...rule, ...part } : rule)) ?? null);
  const choose = async (at: number) => {
    const folder = await code?.chooseFolder().catch(() => null);
    if (folder) change(at, { to: folder });
    // In a plain browser nobody but the person can say a folder's path.
    else if (folder === null) setCanChoose(false);
  };
  const save = async () => {
    setTried(true);
    if (rules.some(({ to }) => to === '')) {
      // The first that lacks one; it says so from now on.
      form.current?.querySelector<HTMLInputElement>('input[data-folder=""]')?.focus();
      return;
    }
    try {
      await code?.setRules(rules);
      onClose(true);
    } catch (thrown) {
      setFailure(toFailure(thrown, 'rules'));
    }
  };
  return (
    <Dialog label={own.rulesTitle} className={styles.dialog} onClose={() => onClose(false)}>
      <form
        ref={form}
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className={styles.inside}>
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
                  error={tried && rule.to === '' ? own.needsFolder : null}
                  data-folder={rule.to}
                  onChange={({ target }) => change(at, { to: target.value })}
                />
                <Button disabled={!canChoose} onClick={() => void choose(at)}>
                  {own.choose}
                </Button>
                <IconButton
                  label={own.remove}
                  icon={<CloseIcon />}
                  onClick={() => {
                    setRules(rules.filter((_, i) => i !== at));
                    add.current?.focus();
                  }}
                />
              </li>
            ))}
          </ul>
        </div>
        <div className={styles.dialogActions}>
          <Button ref={add} kind="quiet" onClick={() => setRules([...rules, { from: '', to: '' }])}>
            {own.add}
          </Button>
          <span className={styles.room} />
          <Button onClick={() => onClose(false)}>{words.common.cancel}</Button>
          <Button kind="primary" type="submit">
            {own.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function folderOf(path: string): string {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return at > 0 ? path.slice(0, at) : '';
}
