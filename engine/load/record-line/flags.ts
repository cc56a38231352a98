/**
 * What `flamebench record` takes on its command line, as text: the one table that the window's form and the
 * verb share. Values are as typed; whether they are right is for whoever makes a plan of them.
 */

/** Flags with one value, by the field they fill. */
export const valueFlags = {
  label: 'label',
  profiles: 'profiles',
  seconds: 'seconds',
  warmup: 'warmup',
  rounds: 'rounds',
  load: 'load',
  connections: 'connections',
  threads: 'threads',
  rate: 'rate',
  stages: 'stages',
  requests: 'requests',
  timeout: 'timeout',
  pipeline: 'pipeline',
  method: 'method',
  body: 'body',
  bodyFile: 'body-file',
  basic: 'basic',
  bearer: 'bearer',
  ca: 'ca',
  cert: 'cert',
  key: 'key',
  serverName: 'server-name',
  script: 'script',
  targets: 'targets',
  name: 'name',
  against: 'against',
  againstName: 'against-name',
  againstLoad: 'against-load',
  againstMethod: 'against-method',
  againstBody: 'against-body',
} as const;

/** Flags without a value. */
export const switchFlags = { precise: 'precise', close: 'close', insecure: 'insecure' } as const;

/** Flags that may be given several times. */
export const listFlags = {
  headers: 'header',
  againstHeaders: 'against-header',
  confirmHosts: 'confirm-host',
} as const;

export type ValueField = keyof typeof valueFlags;
export type SwitchField = keyof typeof switchFlags;
export type ListField = keyof typeof listFlags;

/** A command line of `record`, field by field. '' and [] = not given. */
export type RecordLine = {
  /** The service, or its /debug/pprof/ page. */
  readonly url: string;
  /** What follows `--`, for the script. */
  readonly scriptArgs: readonly string[];
} & { readonly [F in ValueField]: string } & { readonly [F in SwitchField]: boolean } & {
  readonly [F in ListField]: readonly string[];
};

const fieldsOf = <F extends string>(flags: Readonly<Record<F, string>>) => Object.keys(flags) as F[];

export const valueFields = fieldsOf(valueFlags);
export const switchFields = fieldsOf(switchFlags);
export const listFields = fieldsOf(listFlags);

const filled = <F extends string, T>(fields: readonly F[], value: T) =>
  Object.fromEntries(fields.map((field) => [field, value])) as Record<F, T>;

export const emptyLine: RecordLine = {
  url: '',
  scriptArgs: [],
  ...filled(valueFields, ''),
  ...filled(switchFields, false),
  ...filled(listFields, [] as readonly string[]),
};
