import { useState } from 'react';
import type { RunForm } from '../../state/run-form';
import { withCurl, withHar } from '../../state/run-import';
import { Button } from '../../ui/button';
import { TextArea } from '../../ui/text-area';
import { useWords } from '../../words/words';
import { FileField } from './file-field';
import { readText } from './read-file';
import { Section } from './section';
import styles from './section.module.css';

interface ImportSectionProps {
  readonly form: RunForm;
  /** scheme://host:port of the target; only requests to it can be taken over. */
  readonly origin: string;
  readonly onTake: (form: RunForm) => void;
  readonly onFault: (thrown: unknown) => void;
}

/** Takes requests over from a curl command or from what a browser recorded. */
export function ImportSection({ form, origin, onTake, onFault }: ImportSectionProps) {
  const words = useWords().record;
  const [command, setCommand] = useState('');
  const [done, setDone] = useState('');
  const take = (make: () => RunForm) => {
    try {
      const next = make();
      onTake(next);
      setDone(words.imported(String(1 + (next.targets?.targets.length ?? 0))));
      setCommand('');
    } catch (thrown) {
      setDone('');
      onFault(thrown);
    }
  };
  return (
    <Section title={words.importing} summary="curl, HAR" wrong={false}>
      <TextArea
        label={words.importCurl}
        placeholder={words.importHint}
        code
        rows={2}
        value={command}
        onChange={(event) => setCommand(event.target.value)}
      />
      <div className={styles.row}>
        <Button
          size="small"
          disabled={command.trim() === ''}
          onClick={() => take(() => withCurl(form, command, origin))}
        >
          {words.importTake}
        </Button>
        <span role="status" className={styles.hint}>
          {done}
        </span>
      </div>
      <FileField
        label={words.importHar}
        accept=".har,.json"
        name=""
        onChoose={(file) =>
          void readText(file).then((text) => take(() => withHar(form, text, file.name, origin)), onFault)
        }
        onRemove={() => {}}
      />
    </Section>
  );
}
