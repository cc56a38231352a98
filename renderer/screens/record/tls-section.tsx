import type { RunForm } from '../../state/run-form';
import { Check, Field } from '../../ui/field';
import { useWords } from '../../words/words';
import { FileField } from './file-field';
import { readText } from './read-file';
import { anyWrong, type FormPart, Section } from './section';
import styles from './section.module.css';

interface TlsSectionProps extends FormPart {
  readonly onFault: (thrown: unknown) => void;
}

/** Whom an https: service has to prove to be, and who the load is. */
export function TlsSection({ form, errors, onChange, onFault }: TlsSectionProps) {
  const words = useWords().record;
  const parts = [
    ...(form.ca === null ? [] : [words.ownCa]),
    ...(form.cert === null ? [] : [words.clientCert]),
  ];
  const file = (field: 'ca' | 'cert' | 'key', label: string) => (
    <FileField
      label={label}
      accept=".pem,.crt,.cer,.key"
      name={form[field]?.name ?? ''}
      error={errors[field]}
      onChoose={(chosen) =>
        readText(chosen).then((text) => {
          const part: Partial<RunForm> = { [field]: { name: chosen.name, text } };
          onChange(part);
        }, onFault)
      }
      onRemove={() => onChange({ [field]: null })}
    />
  );
  return (
    <Section
      title={words.tls}
      summary={words.tlsSummary(form.insecure, parts)}
      wrong={anyWrong(errors, ['ca', 'cert', 'key', 'serverName'])}
    >
      <div>
        <Check checked={form.insecure} onChange={(event) => onChange({ insecure: event.target.checked })}>
          {words.insecure}
        </Check>
        {form.insecure && <p className={styles.hint}>{words.insecureHint}</p>}
      </div>
      {file('ca', words.ca)}
      {file('cert', words.cert)}
      {file('key', words.key)}
      <Field
        label={words.serverName}
        hint={words.serverNameHint}
        value={form.serverName}
        onChange={(event) => onChange({ serverName: event.target.value })}
      />
    </Section>
  );
}
