import { FlamebenchError, toFailure } from '../../../proto/errors';
import { type ExperimentPlan, type Run, turnsOf } from '../../../proto/run';
import { ask } from '../../host';
import type { Screen, Setup } from '../model';
import { type FormErrors, joinPlans, planOf } from '../run-form';
import { isCancelled, notify, type Ports } from '../store';
import { hostOf } from '../titles';
import { refreshRuns, showRun } from './runs';

/**
 * Records the target the form names, or all of them in turn, and opens what came of it: the run's profiles, or
 * the comparison of its two variants.
 *
 * @returns what is wrong with the form; nothing was started then. null = it was started.
 */
export function record(ports: Ports, which: 'one' | 'all'): FormErrors | null {
  const { setup, form, recording } = ports.store.getState();
  if (setup === null || recording !== null) return null;
  const targets = which === 'all' ? setup.targets : [setup.targets[form.target] ?? setup.targets[0]!];
  const names = targets.map(({ name, target }) => name || hostOf(target.serviceUrl));
  const plans: ExperimentPlan[] = [];
  for (const { name, target } of targets) {
    const planned = planOf(form, target, targets.length > 1 ? names.join(' → ') : name);
    if (!planned.ok) return planned.errors;
    plans.push(planned.plan);
  }
  void run(ports, setup, plans.length > 1 ? joinPlans(plans, names) : plans[0]!, names);
  return null;
}

async function run(
  ports: Ports,
  setup: Setup,
  plan: ExperimentPlan,
  names: readonly string[],
): Promise<void> {
  const { store, host } = ports;
  const id = ports.newExperimentId();
  const recording = {
    id,
    names: turnsOf(plan).map(({ variant }) => names[variant]!),
    step: 0,
    secondsEach: plan.warmupSeconds + plan.seconds,
    progress: null,
    rates: [],
    cancelling: false,
  };
  store.setState({ recordFailure: null, recording });
  let made: Run;
  try {
    made = await ask(host, 'experiment.run', { id, plan });
    // What was measured before the fault is saved and stands in the list.
    if (made.failure !== null) throw thrownOf(made.failure);
  } catch (thrown) {
    const failure = isCancelled(thrown) ? null : toFailure(thrown, names.join(', '));
    store.setState({ recording: null, recordFailure: failure });
    // Whoever looks at something else meanwhile would not see it there.
    if (failure !== null && store.getState().screen.kind !== 'record')
      notify(store, thrown, names.join(', '));
    void refreshRuns(ports);
    return;
  }
  const before = setup.lastRun;
  store.setState((state) => ({
    recording: null,
    setup: state.setup === null ? null : { ...state.setup, lastRun: made.id },
    form: { ...state.form, label: '' },
  }));
  void refreshRuns(ports);
  // A person who went elsewhere to read is not pulled away: the tabs then open behind.
  const inFront = (screen: Screen) => screen.kind === 'record';
  try {
    const previous = before === '' ? null : { beforeRun: before, afterRun: made.id };
    await showRun(ports, made, previous, inFront);
  } catch (thrown) {
    notify(store, thrown, made.label || made.id);
  }
}

/** A failure that is kept in a run, as it was thrown. */
function thrownOf({ code, subject, facts }: NonNullable<Run['failure']>): FlamebenchError {
  return new FlamebenchError(code, subject, facts);
}

/** Ends the experiment under way; whole turns of it are kept. */
export async function cancelRecording({ host, store }: Ports): Promise<void> {
  const { recording } = store.getState();
  if (recording === null || recording.cancelling) return;
  store.setState({ recording: { ...recording, cancelling: true } });
  try {
    await ask(host, 'experiment.cancel', { id: recording.id });
  } catch (thrown) {
    notify(store, thrown, 'the experiment');
    store.setState((state) => ({
      recording: state.recording === null ? null : { ...state.recording, cancelling: false },
    }));
  }
}
