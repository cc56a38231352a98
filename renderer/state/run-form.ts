import type { LoadTarget } from '../../proto/load';
import type { CaptureKind, Target } from '../../proto/run';

/** A file that was chosen or dropped, as text: a certificate. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** A body from a file; base64, as it need not be text. */
export interface BodyFile {
  readonly name: string;
  readonly base64: string;
  readonly bytes: number;
}

export interface ScriptFile {
  readonly name: string;
  readonly language: 'lua' | 'js';
  readonly source: string;
}

/** Further requests, from a list of URLs or an import. */
export interface UrlList {
  readonly name: string;
  readonly targets: readonly LoadTarget[];
}

/** The record screen's fields as they stand in it: numbers are text until a plan is made of them. */
export interface RunForm {
  readonly label: string;

  // The load.
  readonly load: boolean;
  /** What is requested: path and query, under the service's origin. */
  readonly path: string;
  readonly connections: string;
  readonly threads: string;
  /** Each connection as fast as it is answered, or requests at their times whether answers come or not. */
  readonly model: 'closed' | 'open';
  readonly rate: string;
  /** '30s:500, 1m:2000': the rate moves to the second number in the first's time; '' = none. */
  readonly stages: string;
  readonly precise: boolean;
  /** '' = by time alone. */
  readonly requests: string;
  readonly timeoutSeconds: string;
  readonly pipeline: string;
  readonly close: boolean;

  // The request.
  readonly method: string;
  /** 'Name: value', one a line. */
  readonly headers: string;
  readonly body: string;
  /** Instead of `body`. */
  readonly bodyFile: BodyFile | null;
  readonly auth: 'none' | 'basic' | 'bearer';
  readonly user: string;
  readonly password: string;
  readonly token: string;
  readonly targets: UrlList | null;
  readonly script: ScriptFile | null;
  /** As on a command line: words, quoted where they have blanks. */
  readonly scriptArgs: string;

  // TLS, of https: services.
  readonly insecure: boolean;
  readonly ca: TextFile | null;
  readonly cert: TextFile | null;
  readonly key: TextFile | null;
  readonly serverName: string;

  // The captures.
  readonly warmupSeconds: string;
  readonly seconds: string;
  readonly kinds: readonly CaptureKind[];
  readonly rounds: string;

  // A comparison in one run: the same twice, but for what is given here.
  readonly compare: 'nothing' | 'service' | 'request';
  readonly nameA: string;
  readonly nameB: string;
  /** Of 'service': its address, as one types it to connect. */
  readonly serviceB: string;
  /** Of 'request'. */
  readonly pathB: string;
  readonly methodB: string;
  readonly headersB: string;
  readonly bodyB: string;

  /** Which of the setup's targets a single recording takes. */
  readonly target: number;
}

export type Field = keyof RunForm;

/** What is wrong, by field: a sentence. A field that is absent is right. */
export type FormErrors = { readonly [F in Field]?: string };

export const emptyForm: RunForm = {
  label: '',
  load: true,
  path: '/',
  connections: '8',
  threads: '1',
  model: 'closed',
  rate: '100',
  stages: '',
  precise: false,
  requests: '',
  timeoutSeconds: '10',
  pipeline: '1',
  close: false,
  method: 'GET',
  headers: '',
  body: '',
  bodyFile: null,
  auth: 'none',
  user: '',
  password: '',
  token: '',
  targets: null,
  script: null,
  scriptArgs: '',
  insecure: false,
  ca: null,
  cert: null,
  key: null,
  serverName: '',
  warmupSeconds: '2',
  seconds: '10',
  kinds: ['cpu'],
  rounds: '1',
  compare: 'nothing',
  nameA: '',
  nameB: '',
  serviceB: '',
  pathB: '',
  methodB: 'GET',
  headersB: '',
  bodyB: '',
  target: 0,
};

/** What a service is asked for each kind of capture. */
const offerOf: Readonly<Record<CaptureKind, string>> = {
  cpu: 'profile',
  heap: 'heap',
  allocs: 'allocs',
  mutex: 'mutex',
  block: 'block',
  goroutine: 'goroutine',
};

/** Whether a service lists a kind among what it offers; one that lists nothing may have all. */
export function offersKind({ offers }: Target, kind: CaptureKind): boolean {
  return offers.length === 0 || offers.some((offer) => offer.name === offerOf[kind]);
}

/** The form a newly connected target starts with. `path` is where the person pointed. */
export function formFor(target: Target): RunForm {
  const path = new URL(target.serviceUrl).pathname;
  const kinds: readonly CaptureKind[] =
    !offersKind(target, 'cpu') && offersKind(target, 'heap') ? ['heap'] : ['cpu'];
  return { ...emptyForm, path, pathB: path, kinds };
}
