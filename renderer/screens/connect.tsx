import type { FormEvent } from 'react';
import { cancelConnect, connect } from '../state/actions/target';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { sentence, useWords } from '../words/words';
import { useApp, usePorts } from './app-context';
import styles from './connect.module.css';
import page from './page.module.css';

/** Where the person says which service; what is wrong with it stands right under the field. */
export function Connect() {
  const ports = usePorts();
  const { common, screens } = useWords();
  const words = screens.connect;
  const { url, probing, failure } = useApp((s) => s.connect);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!probing && url.trim() !== '') void connect(ports, url);
  };

  return (
    <main className={page.page}>
      <div className={page.column}>
        <h1 className={page.title}>{words.title}</h1>
        <p className={page.lead}>{words.lead}</p>
        <form className={styles.form} onSubmit={submit}>
          <Field
            className={styles.url}
            label={words.address}
            large
            autoFocus
            inputMode="url"
            placeholder="localhost:6060"
            value={url}
            readOnly={probing}
            onChange={(event) =>
              ports.store.setState(({ connect }) => ({
                connect: { ...connect, url: event.target.value, failure: null },
              }))
            }
          />
          {probing ? (
            <Button size="large" onClick={() => cancelConnect(ports)}>
              {common.cancel}
            </Button>
          ) : (
            <Button kind="primary" size="large" type="submit" disabled={url.trim() === ''}>
              {screens.start.connect}
            </Button>
          )}
        </form>
        {probing && (
          <p role="status" className={styles.status}>
            {words.looking(url)}
          </p>
        )}
        {failure !== null && <Banner>{sentence(failure)}</Banner>}
        <ul className={styles.examples}>
          <li>
            <code>localhost:6060</code>
            <span>{words.plain}</span>
          </li>
          <li>
            <code>https://host/prefix</code>
            <span>{words.prefix}</span>
          </li>
          <li>
            <code>host:6060/debug/pprof/heap?debug=1</code>
            <span>{words.page}</span>
          </li>
        </ul>
      </div>
    </main>
  );
}
