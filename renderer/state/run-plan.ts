import { splitWords } from '../../engine/load/record-line/shell';
import { type LoadPlan, loadLimits, planFor } from '../../proto/load';
import { type ExperimentPlan, maxRounds, type Target, type Variant } from '../../proto/run';
import { words } from '../words/words';
import { parseDuration, parsedUrl, parseHeaders, parseStages } from './run-fields';
import type { Field, FormErrors, RunForm } from './run-form';

export type Planned =
  | { readonly ok: true; readonly plan: ExperimentPlan }
  | { readonly ok: false; readonly errors: FormErrors };

/** A target, and what it is called beside another. */
export interface PlannedTarget {
  readonly name: string;
  readonly target: Target;
}

/**
 * Makes the plan that the form describes.
 *
 * @param targets one, or the two to be compared; with one, a comparison of two requests has both at it
 * @param name label of the recording where the form gives none
 */
export function planOf(form: RunForm, targets: readonly PlannedTarget[], name: string): Planned {
  const check = new FieldReader(form);
  const seconds = check.number('seconds', 1, 600, 'whole');
  const rounds = check.number('rounds', 1, maxRounds, 'whole');
  if (form.kinds.length === 0) check.wrong('kinds', words().record.errors.noKinds);
  const warmupSeconds = form.load ? check.number('warmupSeconds', 0, 600) : 0;
  const variants = variantsOf(form, targets, check);
  if (Object.keys(check.errors).length > 0) return { ok: false, errors: check.errors };
  return {
    ok: true,
    plan: {
      label: form.label.trim() || name,
      variants,
      rounds,
      warmupSeconds,
      captures: [...form.kinds],
      seconds,
    },
  };
}

function variantsOf(form: RunForm, targets: readonly PlannedTarget[], check: FieldReader): Variant[] {
  const [first] = targets;
  if (first === undefined) return [];
  const variant = ({ name, target }: PlannedTarget, load: LoadPlan | null): Variant => ({
    label: name,
    pprofUrl: target.pprofUrl,
    load,
  });
  const loadOf = (target: Target, request: RequestPart) =>
    form.load ? readLoad(form, target, request, check) : null;
  const own = partA(form);
  if (form.compare === 'request' && targets.length === 1) {
    if (!form.load) check.wrong('compare', words().record.errors.noLoadToCompare);
    return [
      variant({ ...first, name: form.nameA.trim() || 'A' }, loadOf(first.target, own)),
      variant({ ...first, name: form.nameB.trim() || 'B' }, loadOf(first.target, partB(form))),
    ];
  }
  if (targets.length === 1) return [variant({ ...first, name: '' }, loadOf(first.target, own))];
  return targets.map((each, i) =>
    variant(
      { ...each, name: (i === 0 ? form.nameA : form.nameB).trim() || each.name || 'AB'.charAt(i) },
      loadOf(each.target, own),
    ),
  );
}

/** What differs between two requests of one run, and the fields that say it. */
interface RequestPart {
  readonly path: Field & ('path' | 'pathB');
  readonly method: Field & ('method' | 'methodB');
  readonly headers: Field & ('headers' | 'headersB');
  readonly body: string;
  readonly bodyFile: RunForm['bodyFile'];
}

const partA = (form: RunForm): RequestPart => ({
  path: 'path',
  method: 'method',
  headers: 'headers',
  body: form.body,
  bodyFile: form.bodyFile,
});

const partB = (form: RunForm): RequestPart => ({
  path: 'pathB',
  method: 'methodB',
  headers: 'headersB',
  body: form.bodyB,
  bodyFile: null,
});

function readLoad(form: RunForm, target: Target, request: RequestPart, check: FieldReader): LoadPlan {
  const { errors } = words().record;
  const path = form[request.path];
  if (!path.startsWith('/')) check.wrong(request.path, errors.pathSlash);
  else if (/\s/.test(path)) check.wrong(request.path, errors.pathBlank);
  const method = form[request.method].trim().toUpperCase();
  if (!/^[A-Z]{1,20}$/.test(method) || method === 'CONNECT') check.wrong(request.method, errors.method);

  const connections = check.number('connections', 1, loadLimits.connections, 'whole');
  const threads = check.number('threads', 1, loadLimits.threads, 'whole');
  if (threads > connections) check.wrong('threads', errors.threads);
  const timeoutMs = Math.round(1000 * check.number('timeoutSeconds', 0.001, loadLimits.timeoutMs / 1000));
  const open = form.model === 'open';
  const stages = open ? check.stages() : [];
  const origin = new URL(target.serviceUrl).origin;
  return {
    // As it will be sent: '/a/../b' is '/b'.
    ...planFor(parsedUrl(origin + path)?.href ?? origin + path),
    method,
    headers: [...check.headers(request.headers), ...authOf(form)],
    ...(request.bodyFile === null
      ? { body: request.body }
      : { body: request.bodyFile.base64, bodyEncoding: 'base64' as const }),
    threads,
    connections,
    timeoutMs,
    // The experiment sets how long exactly; this only has to be a legal length.
    seconds: 60,
    requests: form.requests.trim() === '' ? 0 : check.number('requests', 1, loadLimits.requests, 'whole'),
    close: form.close,
    pipeline: check.number('pipeline', 1, loadLimits.pipeline, 'whole'),
    rate: open ? check.number('rate', stages.length > 0 ? 0 : 0.001, loadLimits.rate) : 0,
    stages,
    precise: open && form.precise,
    targets: form.targets === null ? [] : [...form.targets.targets],
    tls: check.tls(target),
    script: check.script(),
  };
}

function authOf({ auth, user, password, token }: RunForm): [string, string][] {
  switch (auth) {
    case 'none':
      return [];
    case 'basic':
      return [['Authorization', `Basic ${toBase64(`${user}:${password}`)}`]];
    case 'bearer':
      return [['Authorization', `Bearer ${token.trim()}`]];
  }
}

/** Text as UTF-8 in base64. */
export function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** Reads fields and keeps what is wrong with them, by field. */
class FieldReader {
  readonly errors: { -readonly [F in Field]?: string } = {};
  readonly #form: RunForm;

  constructor(form: RunForm) {
    this.#form = form;
  }

  wrong(field: Field, sentence: string): void {
    this.errors[field] ??= sentence;
  }

  /** NaN where it is none, or out of its bounds. */
  number(field: Field, least: number, most: number, kind: 'whole' | 'any' = 'any'): number {
    const text = String(this.#form[field]).trim();
    const value = kind === 'whole' ? Number(text || Number.NaN) : parseDuration(text);
    if (value >= least && value <= most && (kind === 'any' || Number.isInteger(value))) return value;
    const { whole, any } = words().record.errors;
    const most_ = most.toLocaleString('en');
    this.wrong(field, kind === 'whole' ? whole(String(least), most_) : any(String(least), most_));
    return Number.NaN;
  }

  headers(field: 'headers' | 'headersB'): [string, string][] {
    const read = parseHeaders(this.#form[field]);
    if (read.ok) return read.headers;
    this.wrong(field, words().record.errors.header(read.line));
    return [];
  }

  stages() {
    const read = parseStages(this.#form.stages);
    if (read.ok) return read.stages;
    this.wrong('stages', words().record.errors.stage(read.stage));
    return [];
  }

  tls({ serviceUrl }: Target): LoadPlan['tls'] {
    const { insecure, ca, cert, key, serverName } = this.#form;
    if (!serviceUrl.startsWith('https:')) return planFor(serviceUrl).tls;
    if ((cert === null) !== (key === null)) {
      this.wrong(cert === null ? 'cert' : 'key', words().record.errors.certAndKey);
    }
    return {
      insecure,
      caPem: ca?.text ?? '',
      certPem: cert?.text ?? '',
      keyPem: key?.text ?? '',
      serverName: serverName.trim(),
    };
  }

  script(): LoadPlan['script'] {
    const { script, scriptArgs } = this.#form;
    if (script === null) return null;
    const split = splitWords(scriptArgs);
    if (!split.ok) this.wrong('scriptArgs', words().record.errors.scriptArgs);
    return { ...script, args: split.ok ? [...split.words] : [], siblings: [], isCorrected: false };
  }
}
