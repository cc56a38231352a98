import { FlamebenchError, toFailure } from '../../../proto/errors';
import { type ExperimentPlan, freshLabel, type Run } from '../../../proto/run';
import { ask } from '../../host';
import { words } from '../../words/words';
import type { Recording, Screen, Setup, Tried } from '../model';
import { recordingOf } from '../recording';
import type { FormErrors } from '../run-form';
import { type PlannedTarget, planOf } from '../run-plan';
import { isCancelled, notify, type Ports } from '../store';
import { hostOf } from '../titles';
import { refreshRuns, showRun } from './runs';

/**
 * Records the target that the form names, or the two that are compared in one run, and opens what came of it.
 *
 * @param which 'one' of the setup's targets, or 'all' of them against each other
 * @param sure goes on although one request was answered with an error
 * @returns what is wrong with the form; nothing was started then. null = it was started.
 */
export async function record(ports: Ports, which: 'one' | 'all', sure = false): Promise<FormErrors | null> {
  const { setup, form, recording } = ports.store.getState();
  if (setup === null || recording !== null) return null;
  const chosen: PlannedTarget[] =
    which === 'all' ? [...setup.targets] : [setup.targets[form.target] ?? setup.targets[0]!];
  ports.store.setState({ recordFailure: null, recordKept: '', recordDoubt: null });
  if (which === 'one' && form.compare === 'service') {
    if (form.serviceB.trim() === '') return { serviceB: words().record.errors.serviceB };
    try {
      chosen.push({ name: '', target: await ask(ports.host, 'target.probe', { url: form.serviceB.trim() }) });
    } catch (thrown) {
      const recordFailure = isCancelled(thrown) ? null : toFailure(thrown, form.serviceB);
      ports.store.setState({ recordFailure });
      return null;
    }
    if (ports.store.getState().recording !== null) return null;
  }
  const plain = chosen.map((each) => each.name || hostOf(each.target.serviceUrl)).join(' → ');
  // Two runs of one service stand beside each other in lists, tabs and comparisons.
  const name = freshLabel(plain, ports.store.getState().runs?.map(({ label }) => label) ?? []);
  const planned = planOf(which === 'all' ? { ...form, compare: 'nothing' } : form, chosen, name);
  if (!planned.ok) return planned.errors;
  void run(ports, setup, planned.plan, chosen, { which, sure });
  return null;
}

async function run(
  ports: Ports,
  setup: Setup,
  plan: ExperimentPlan,
  targets: readonly PlannedTarget[],
  { which, sure }: { readonly which: 'one' | 'all'; readonly sure: boolean },
) {
  const { store, host } = ports;
  const id = ports.newExperimentId();
  store.setState({ recording: recordingOf(id, plan, words().comparison.round) });
  let run: Run;
  let kept = '';
  try {
    const preflights = await tryRequests(ports, plan, targets, id);
    const doubtful = preflights.find(({ preflight }) => preflight.status >= 300);
    if (doubtful !== undefined && !sure) {
      store.setState({ recording: null, recordDoubt: { ...doubtful, which } });
      return;
    }
    // Cancelled in the moment between the one request and the load.
    if (store.getState().recording?.cancelling) throw new FlamebenchError('cancelled', plan.label);
    change(ports, { preflights });
    run = await ask(host, 'experiment.run', { id, plan });
    // What was measured before a fault is saved, and stands in the list as broken.
    if (run.failure !== null) {
      kept = run.id;
      throw new FlamebenchError(run.failure.code, run.failure.subject, run.failure.facts);
    }
  } catch (thrown) {
    const failure = isCancelled(thrown) ? null : toFailure(thrown, plan.label);
    store.setState({ recording: null, recordFailure: failure, recordKept: kept });
    // Whoever looks at something else meanwhile would not see it there.
    if (failure !== null && store.getState().screen.kind !== 'record') notify(store, thrown, plan.label);
    void refreshRuns(ports);
    return;
  }
  const before = setup.lastRun;
  store.setState((state) => ({
    recording: null,
    setup: state.setup === null ? null : { ...state.setup, lastRun: run.id },
    form: { ...state.form, label: '' },
  }));
  void refreshRuns(ports);
  // A person who went elsewhere to read is not pulled away: the tabs then open behind.
  const inFront = (screen: Screen) => screen.kind === 'record';
  try {
    const previous = before === '' ? null : { beforeRun: before, afterRun: run.id };
    await showRun(ports, run, previous, inFront);
  } catch (thrown) {
    notify(store, thrown, run.label || run.id);
  }
}

/**
 * Sends the first request of each variant before a load on this machine, one after the other: a script that fails,
 * a service that is not there, shows before anything is measured. On other machines main sends one, and shows it
 * where it asks.
 *
 * @param targets of the variants, or the one of all
 * @throws FlamebenchError the first failure, with the variant's name as a fact where there are two
 */
async function tryRequests(
  { host }: Ports,
  { variants }: ExperimentPlan,
  targets: readonly PlannedTarget[],
  id: string,
): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const [i, { label, load }] of variants.entries()) {
    const target = (targets[i] ?? targets[0])?.target;
    if (load === null || !target?.loopback) continue;
    const variant = variants.length > 1 ? label : '';
    try {
      tried.push({ variant, preflight: await ask(host, 'load.preflight', { id, load }) });
    } catch (thrown) {
      const { code, subject, facts } = toFailure(thrown, load.url);
      throw new FlamebenchError(code, subject, variant === '' ? facts : { ...facts, variant });
    }
  }
  return tried;
}

function change({ store }: Ports, part: Partial<Pick<Recording, 'preflights' | 'cancelling'>>) {
  store.setState(({ recording }) => ({ recording: recording === null ? null : { ...recording, ...part } }));
}

/** Ends the experiment under way; of its rounds the whole ones are kept. */
export async function cancelRecording(ports: Ports): Promise<void> {
  const { recording } = ports.store.getState();
  if (recording === null || recording.cancelling) return;
  change(ports, { cancelling: true });
  try {
    await ask(ports.host, 'experiment.cancel', { id: recording.id });
  } catch (thrown) {
    notify(ports.store, thrown, 'the experiment');
    change(ports, { cancelling: false });
  }
}
