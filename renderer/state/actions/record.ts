import { FlamebenchError, toFailure } from '../../../proto/errors';
import type { ExperimentPlan, Run } from '../../../proto/run';
import { ask } from '../../host';
import type { NamedTarget, Screen, Setup } from '../model';
import { type FormErrors, planOf } from '../run-form';
import { isCancelled, notify, type Ports } from '../store';
import { hostOf } from '../titles';
import { refreshRuns, showComparison, showRun } from './runs';

/**
 * Records the target the form names, or all of them one after the other, and opens what came of it: the
 * run's profiles, or the comparison of two runs.
 *
 * @returns what is wrong with the form; nothing was started then. null = it was started.
 */
export function record(ports: Ports, which: 'one' | 'all'): FormErrors | null {
  const { setup, form, recording } = ports.store.getState();
  if (setup === null || recording !== null) return null;
  const targets = which === 'all' ? setup.targets : [setup.targets[form.target] ?? setup.targets[0]!];
  const plans: ExperimentPlan[] = [];
  for (const { name, target } of targets) {
    const label = which === 'all' && form.label.trim() !== '' ? `${form.label.trim()}, ${name}` : form.label;
    const planned = planOf({ ...form, label }, target, name);
    if (!planned.ok) return planned.errors;
    plans.push(planned.plan);
  }
  void runAll(ports, setup, targets, plans);
  return null;
}

async function runAll(
  ports: Ports,
  setup: Setup,
  targets: readonly NamedTarget[],
  plans: readonly ExperimentPlan[],
): Promise<void> {
  const { store, host } = ports;
  const names = targets.map(({ name, target }) => name || hostOf(target.serviceUrl));
  const runs: Run[] = [];
  store.setState({ recordFailure: null });
  try {
    for (const [step, plan] of plans.entries()) {
      // Cancelled in the moment between two experiments.
      if (store.getState().recording?.cancelling) throw new FlamebenchError('cancelled', plan.label);
      const id = ports.newExperimentId();
      store.setState({
        recording: {
          id,
          names,
          step,
          secondsEach: plan.warmupSeconds + plan.seconds,
          progress: null,
          rates: [],
          cancelling: false,
        },
      });
      runs.push(await ask(host, 'experiment.run', { id, plan }));
    }
  } catch (thrown) {
    // What was recorded before the fault is saved and stands in the list; it is not thrown away.
    const failure = isCancelled(thrown) ? null : toFailure(thrown, names.join(', '));
    store.setState({ recording: null, recordFailure: failure });
    // Whoever looks at something else meanwhile would not see it there.
    if (failure !== null && store.getState().screen.kind !== 'record')
      notify(store, thrown, names.join(', '));
    void refreshRuns(ports);
    return;
  }
  const before = setup.lastRun;
  const last = runs[runs.length - 1]!;
  store.setState((state) => ({
    recording: null,
    setup: state.setup === null ? null : { ...state.setup, lastRun: last.id },
    form: { ...state.form, label: '' },
  }));
  void refreshRuns(ports);
  // A person who went elsewhere to read is not pulled away: the tabs then open behind.
  const inFront = (screen: Screen) => screen.kind === 'record';
  try {
    if (runs.length > 1) await showComparison(ports, runs[0]!, last, inFront);
    else {
      const previous = before === '' ? null : { beforeRun: before, afterRun: last.id };
      await showRun(ports, last, previous, inFront);
    }
  } catch (thrown) {
    notify(store, thrown, last.label || last.id);
  }
}

/** Ends the experiment under way; nothing of it is kept. */
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
