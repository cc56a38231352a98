import { type LoadPlan, loadLimits, planFor } from '../../proto/load';
import { type CaptureKind, type ExperimentPlan, maxRounds, type Target } from '../../proto/run';

/** The record screen's fields as they stand in it: numbers are text until a plan is made of them. */
export interface RunForm {
  readonly label: string;
  readonly load: boolean;
  /** What is requested: path and query, under the service's origin. */
  readonly path: string;
  readonly connections: string;
  readonly threads: string;
  readonly warmupSeconds: string;
  readonly seconds: string;
  /** How often each target is measured. */
  readonly rounds: string;
  readonly cpu: boolean;
  readonly heap: boolean;
  /** The host's name, typed to confirm that a host which is not this machine may be loaded. */
  readonly confirmedHost: string;
  /** Which of the setup's targets a single recording takes. */
  readonly target: number;
}

export const emptyForm: RunForm = {
  label: '',
  load: true,
  path: '/',
  connections: '8',
  threads: '1',
  warmupSeconds: '2',
  seconds: '10',
  rounds: '1',
  cpu: true,
  heap: false,
  confirmedHost: '',
  target: 0,
};

/** What is wrong, by field. A field that is absent is right. */
export type FormErrors = Readonly<Errors>;
type Errors = { -readonly [Field in keyof RunForm]?: string };

export type Planned =
  | { readonly ok: true; readonly plan: ExperimentPlan }
  | { readonly ok: false; readonly errors: FormErrors };

/** The form a newly connected target starts with. `path` is where the person pointed. */
export function formFor(target: Target): RunForm {
  const url = new URL(target.serviceUrl);
  const offers = new Set(target.offers.map((o) => o.name));
  return {
    ...emptyForm,
    load: canLoad(target),
    path: url.pathname,
    cpu: offers.has('profile') || !offers.has('heap'),
    heap: false,
  };
}

/** Load speaks plain HTTP only. */
export function canLoad(target: Target): boolean {
  return target.serviceUrl.startsWith('http:');
}

/** The host a person has to type before it is loaded; '' where none need be. */
export function hostToConfirm(target: Target): string {
  return target.loopback ? '' : new URL(target.serviceUrl).hostname;
}

/**
 * Makes the plan that the form describes for a target.
 *
 * @param name label of the recording where the form gives none
 */
export function planOf(form: RunForm, target: Target, name: string): Planned {
  const errors: Errors = {};
  const read = (
    field: 'connections' | 'threads' | 'warmupSeconds' | 'seconds' | 'rounds',
    least: number,
    most: number,
  ) => {
    const value = Number(form[field].trim() || Number.NaN);
    const whole = field === 'warmupSeconds' || Number.isInteger(value);
    if (!whole || !(value >= least && value <= most)) {
      errors[field] = `${whole ? 'A' : 'A whole'} number from ${least} to ${most.toLocaleString('en')}.`;
    }
    return value;
  };

  const seconds = read('seconds', 1, 600);
  const rounds = read('rounds', 1, maxRounds);
  const captures: CaptureKind[] = [
    ...(form.cpu ? ['cpu' as const] : []),
    ...(form.heap ? ['heap' as const] : []),
  ];
  if (captures.length === 0) errors.cpu = 'Choose at least one profile.';

  let load: LoadPlan | null = null;
  let warmupSeconds = 0;
  if (form.load) {
    warmupSeconds = read('warmupSeconds', 0, 600);
    const connections = read('connections', 1, loadLimits.connections);
    const threads = read('threads', 1, loadLimits.threads);
    if (errors.threads === undefined && errors.connections === undefined && threads > connections) {
      errors.threads = 'At most one thread per connection.';
    }
    if (!form.path.startsWith('/')) errors.path = 'A path starts with a slash.';
    else if (/\s/.test(form.path)) errors.path = 'A path has no spaces: write %20.';
    const host = hostToConfirm(target);
    if (host !== '' && form.confirmedHost.trim().toLowerCase() !== host.toLowerCase()) {
      errors.confirmedHost = `Type ${host} to confirm that you may load it.`;
    }
    load = {
      ...planFor(new URL(target.serviceUrl).origin + form.path),
      threads,
      connections,
      // The experiment sets how long exactly; this only has to be a legal length.
      seconds: Math.min(loadLimits.seconds, Math.max(1, warmupSeconds + seconds * captures.length)),
      confirmedHost: form.confirmedHost.trim(),
    };
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    plan: {
      label: form.label.trim() || name,
      variants: [{ label: '', pprofUrl: target.pprofUrl, load }],
      rounds,
      warmupSeconds,
      captures,
      seconds,
    },
  };
}

/** One plan that measures the targets of several in turn. They are of one form, so that only targets differ. */
export function joinPlans(plans: readonly ExperimentPlan[], names: readonly string[]): ExperimentPlan {
  const [first] = plans;
  if (first === undefined) throw new Error('no plans to join');
  const variants = plans.map((plan, i) => ({ ...plan.variants[0]!, label: names[i] ?? '' }));
  return { ...first, variants };
}
