import { formatBytes } from '../../charts/format';
import { parseHeaders } from '../../state/run-fields';
import { Field } from '../../ui/field';
import { Segmented } from '../../ui/segmented';
import { TextArea } from '../../ui/text-area';
import { useWords } from '../../words/words';
import { FileField } from './file-field';
import { bytesToBase64, readBytes } from './read-file';
import { anyWrong, type FormPart, Section } from './section';
import styles from './section.module.css';

interface RequestSectionProps extends FormPart {
  /** Tells of a file that could not be read. */
  readonly onFault: (thrown: unknown) => void;
}

/** As much as the load takes. */
const mostBodyBytes = 16 * 1024 * 1024;

/** What is sent beside the path: method, headers, body, authorization. */
export function RequestSection({ form, errors, onChange, onFault }: RequestSectionProps) {
  const words = useWords().record;
  const headers = parseHeaders(form.headers);
  const parts = [
    ...(headers.ok && headers.headers.length > 0 ? [words.headerCount(headers.headers.length)] : []),
    ...(form.body !== '' || form.bodyFile !== null ? [words.withBody] : []),
    ...(form.auth === 'none' ? [] : [form.auth === 'basic' ? words.authBasic : words.authBearer]),
  ];
  return (
    <Section
      title={words.request}
      summary={words.requestSummary(form.method, parts)}
      wrong={anyWrong(errors, ['method', 'headers', 'body'])}
    >
      <Field
        label={words.method}
        list="http-methods"
        value={form.method}
        error={errors.method ?? null}
        onChange={(event) => onChange({ method: event.target.value.toUpperCase() })}
      />
      <datalist id="http-methods">
        {['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method) => (
          <option key={method} value={method} />
        ))}
      </datalist>
      <TextArea
        label={words.headers}
        hint={words.headersHint}
        code
        rows={2}
        value={form.headers}
        error={errors.headers ?? null}
        onChange={(event) => onChange({ headers: event.target.value })}
      />
      {form.bodyFile === null && (
        <TextArea
          label={words.body}
          code
          rows={3}
          value={form.body}
          onChange={(event) => onChange({ body: event.target.value })}
        />
      )}
      <FileField
        label={form.bodyFile === null ? words.bodyFile : words.body}
        name={
          form.bodyFile === null ? '' : words.bodyOf(form.bodyFile.name, formatBytes(form.bodyFile.bytes))
        }
        onChoose={(file) =>
          readBytes(file, mostBodyBytes).then(
            (bytes) =>
              onChange({
                bodyFile: { name: file.name, base64: bytesToBase64(bytes), bytes: bytes.length },
                body: '',
              }),
            onFault,
          )
        }
        onRemove={() => onChange({ bodyFile: null })}
      />
      <Authorization form={form} errors={errors} onChange={onChange} />
    </Section>
  );
}

function Authorization({ form, onChange }: FormPart) {
  const words = useWords().record;
  return (
    <>
      <div className={styles.row}>
        <span className={styles.label}>{words.auth}</span>
        <Segmented
          label={words.auth}
          options={[
            { id: 'none', label: words.authNone },
            { id: 'basic', label: words.authBasic },
            { id: 'bearer', label: words.authBearer },
          ]}
          value={form.auth}
          onChange={(auth) => onChange({ auth })}
        />
      </div>
      {form.auth === 'basic' && (
        <div className={styles.pair}>
          <Field
            label={words.user}
            value={form.user}
            onChange={(event) => onChange({ user: event.target.value })}
          />
          <Field
            label={words.password}
            type="password"
            value={form.password}
            onChange={(event) => onChange({ password: event.target.value })}
          />
        </div>
      )}
      {form.auth === 'bearer' && (
        <Field
          label={words.token}
          type="password"
          value={form.token}
          onChange={(event) => onChange({ token: event.target.value })}
        />
      )}
    </>
  );
}
