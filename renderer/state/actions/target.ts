import { FlamebenchError, toFailure } from '../../../proto/errors';
import { ask } from '../../host';
import { emptyForm, formFor } from '../run-form';
import { isCancelled, notify, type Ports } from '../store';

/** Counts attempts, so that an answer that comes after a cancel or a second attempt is not taken. */
let attempt = 0;

/** Probes what stands in the URL field and, where it is a service with profiles, shows the record screen. */
export async function connect({ host, store }: Ports, url: string): Promise<void> {
  const mine = ++attempt;
  store.setState({ connect: { url, probing: true, failure: null } });
  try {
    const target = await ask(host, 'target.probe', { url });
    if (mine !== attempt) return;
    const { setup } = store.getState();
    const same = setup !== null && !setup.demo && setup.targets[0]?.target.pprofUrl === target.pprofUrl;
    store.setState({
      connect: { url, probing: false, failure: null },
      setup: { targets: [{ name: '', target }], demo: false, lastRun: same ? setup.lastRun : '' },
      form: formFor(target),
      recordFailure: null,
      screen: { kind: 'record' },
    });
  } catch (thrown) {
    if (mine !== attempt) return;
    // Declined where main asked about another machine: the person knows.
    const failure = isCancelled(thrown) ? null : toFailure(thrown, url);
    store.setState({ connect: { url, probing: false, failure } });
  }
}

/** Forgets the attempt under way. The probe itself ends by its own deadline. */
export function cancelConnect({ store }: Ports): void {
  attempt++;
  store.setState(({ connect }) => ({ connect: { ...connect, probing: false }, demoStarting: false }));
}

/** Starts the demo service and shows the record screen for its two variants. */
export async function tryDemo({ host, store }: Ports): Promise<void> {
  const { demoStarting, recording, setup } = store.getState();
  if (demoStarting) return;
  if (recording !== null) {
    store.setState({ screen: { kind: 'record' } });
    return;
  }
  const mine = ++attempt;
  store.setState({ demoStarting: true });
  try {
    const demo = await ask(host, 'demo.start', null);
    const [slow, fast] = await Promise.all(
      [demo.slowUrl, demo.fastUrl].map((url) => ask(host, 'target.probe', { url })),
    );
    if (mine !== attempt) throw new FlamebenchError('cancelled', 'the demo');
    store.setState({
      setup: {
        targets: [
          { name: 'slow', target: slow! },
          { name: 'fast', target: fast! },
        ],
        demo: true,
        lastRun: setup?.demo ? setup.lastRun : '',
      },
      form: {
        ...emptyForm,
        path: demo.loadPath,
        pathB: demo.loadPath,
        seconds: '2',
        rounds: '3',
        warmupSeconds: '1',
        kinds: ['cpu', 'heap'],
      },
      recordFailure: null,
      screen: { kind: 'record' },
    });
  } catch (thrown) {
    if (!isCancelled(thrown)) notify(store, thrown, 'the demo service');
  } finally {
    store.setState({ demoStarting: false });
  }
}
