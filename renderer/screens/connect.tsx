import type { FormEvent } from 'react';
import { sentence } from '../../engine/advice/sentence';
import { cancelConnect, connect } from '../state/actions/target';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { useApp, usePorts } from './app-context';
import styles from './connect.module.css';
import page from './page.module.css';

/** Where the person says which service; what is wrong with it stands right under the field. */
export function Connect() {
  const ports = usePorts();
  const { url, probing, failure } = useApp((s) => s.connect);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!probing && url.trim() !== '') void connect(ports, url);
  };

  return (
    <main className={page.page}>
      <div className={page.column}>
        <h1 className={page.title}>Connect to a service</h1>
        <p className={page.lead}>
          Nothing is loaded and nothing is recorded until you say so on the next page.
        </p>
        <form className={styles.form} onSubmit={submit}>
          <Field
            className={styles.url}
            label="Address"
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
              Cancel
            </Button>
          ) : (
            <Button kind="primary" size="large" type="submit" disabled={url.trim() === ''}>
              Connect
            </Button>
          )}
        </form>
        {probing && (
          <p role="status" className={styles.status}>
            Looking for profiles at {url}…
          </p>
        )}
        {failure !== null && <Banner>{sentence(failure)}</Banner>}
        <ul className={styles.examples}>
          <li>
            <code>localhost:6060</code>
            <span>profiles are looked for under /debug/pprof/</span>
          </li>
          <li>
            <code>https://host/prefix</code>
            <span>with a path in front of it</span>
          </li>
          <li>
            <code>host:6060/debug/pprof/heap?debug=1</code>
            <span>any of its pages, as copied from a browser</span>
          </li>
        </ul>
      </div>
    </main>
  );
}
