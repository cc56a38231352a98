import { useEffect, useRef, useState } from 'react';
import type { RunForm } from '../../state/run-form';
import { type CommandError, commandOf, formOf } from '../../state/run-line';
import { Button } from '../../ui/button';
import { copyText } from '../../ui/copy';
import { TextArea } from '../../ui/text-area';
import { useWords, type Words } from '../../words/words';
import styles from './command-line.module.css';

interface CommandLineProps {
  readonly form: RunForm;
  readonly serviceUrl: string;
  /** Whether the service is on this machine. */
  readonly loopback: boolean;
  readonly disabled: boolean;
  readonly onForm: (form: RunForm) => void;
}

/** How long 'Copied' stands. */
const copiedMs = 1500;

/**
 * The same recording as a command, in step with the form both ways: what is typed here changes the form as soon
 * as it can be understood, and until then says why it cannot.
 */
export function CommandLine({ form, serviceUrl, loopback, disabled, onForm }: CommandLineProps) {
  const words = useWords().record;
  const own = commandOf(form, serviceUrl, loopback);
  /** What stands in the field while a person edits it; null = what the form says. */
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<CommandError | null>(null);
  const [copied, setCopied] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);

  // A change of the form from elsewhere ends an edit: the field shows what is so.
  const lastOwn = useRef(own);
  useEffect(() => {
    if (lastOwn.current === own) return;
    lastOwn.current = own;
    if (document.activeElement !== area.current) {
      setTyped(null);
      setError(null);
    }
  }, [own]);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), copiedMs);
    return () => clearTimeout(timer);
  }, [copied]);

  const edit = (text: string) => {
    setTyped(text);
    const read = formOf(text, form, (url) => sameService(url, serviceUrl));
    setError(read.ok ? null : read.error);
    if (read.ok) onForm(read.form);
  };

  return (
    <div className={styles.line}>
      <TextArea
        ref={area}
        label={words.command}
        hint={words.commandHint}
        code
        rows={rowsOf(typed ?? own)}
        readOnly={disabled}
        data-testid="command-line"
        value={typed ?? own}
        error={error === null ? null : describe(error, words)}
        onChange={(event) => edit(event.target.value)}
        onBlur={() => {
          // What was understood is shown as the form writes it; what was not stays, with its reason.
          if (error === null) setTyped(null);
        }}
      />
      <Button size="small" className={styles.copy} onClick={() => setCopied(copyText(own))}>
        <span aria-live="polite">{copied ? words.copied : words.copy}</span>
      </Button>
    </div>
  );
}

/** A row for every line, as far as the fields above keep their room. */
function rowsOf(text: string): number {
  return Math.min(11, Math.max(4, text.split('\n').length));
}

function describe(error: CommandError, { lineErrors }: Words['record']): string {
  return 'word' in error ? lineErrors[error.kind](error.word) : lineErrors[error.kind];
}

/** Whether a person means the connected service: 'localhost:6060' is http://localhost:6060/. */
function sameService(typed: string, serviceUrl: string): boolean {
  try {
    const text = typed.startsWith(':') ? `localhost${typed}` : typed;
    return new URL(/^https?:/i.test(text) ? text : `http://${text}`).origin === new URL(serviceUrl).origin;
  } catch {
    return false;
  }
}
