import { FlamebenchError } from '../../../proto/errors';
import { formatCount } from '../../charts/format';
import { withUrlList } from '../../state/run-import';
import { Field } from '../../ui/field';
import { useWords } from '../../words/words';
import { FileField } from './file-field';
import { readText } from './read-file';
import { anyWrong, type FormPart, Section } from './section';

interface MoreSectionProps extends FormPart {
  /** scheme://host:port of the target. */
  readonly origin: string;
  readonly onFault: (thrown: unknown) => void;
}

/** What decides each request while the load runs: a script, or a list of URLs. */
export function MoreSection({ form, errors, onChange, origin, onFault }: MoreSectionProps) {
  const words = useWords().record;
  const list =
    form.targets === null ? '' : words.urlCount(form.targets.name, formatCount(form.targets.targets.length));
  const summary = [form.script?.name ?? '', list].filter((part) => part !== '').join(', ');
  const chooseScript = async (file: File) => {
    const language = /\.lua$/i.test(file.name) ? 'lua' : /\.[cm]?js$/i.test(file.name) ? 'js' : null;
    if (language === null) {
      throw new FlamebenchError('bad-argument', file.name, { reason: words.files.notScript });
    }
    onChange({ script: { name: file.name, language, source: await readText(file) } });
  };
  return (
    <Section
      title={words.more}
      summary={summary || words.moreNone}
      wrong={anyWrong(errors, ['script', 'scriptArgs', 'targets'])}
    >
      <FileField
        label={words.script}
        accept=".lua,.js,.mjs,.cjs"
        name={form.script?.name ?? ''}
        {...(form.script?.language === 'js' ? { hint: words.scriptFence } : {})}
        onChoose={(file) => void chooseScript(file).catch(onFault)}
        onRemove={() => onChange({ script: null })}
      />
      {form.script !== null && (
        <Field
          label={words.scriptArgs}
          value={form.scriptArgs}
          error={errors.scriptArgs ?? null}
          onChange={(event) => onChange({ scriptArgs: event.target.value })}
        />
      )}
      <FileField
        label={words.urls}
        hint={words.urlsHint}
        accept=".txt,.urls,.list"
        name={list}
        onChoose={(file) =>
          void readText(file)
            .then((text) => onChange({ targets: withUrlList(form, text, file.name, origin).targets }))
            .catch(onFault)
        }
        onRemove={() => onChange({ targets: null })}
      />
    </Section>
  );
}
