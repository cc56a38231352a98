import { emptyLine, type RecordLine } from '../../engine/load/record-line/flags';
import { type LineError, readRecordCommand } from '../../engine/load/record-line/read';
import { joinWords, splitWords } from '../../engine/load/record-line/shell';
import { recordCommandInLines } from '../../engine/load/record-line/write';
import { type CaptureKind, captureKinds } from '../../proto/run';
import {
  formatHeaders,
  formatStages,
  parseDuration,
  parsedUrl,
  parseHeaders,
  parseStages,
} from './run-fields';
import { emptyForm, type RunForm } from './run-form';

/** The form and the equivalent command line, each from the other. Pure. */

/** Rounds that the verb takes of a comparison where none are said. */
const usualRounds = '5';

/** Fields that stand on the command line under a flag of the same meaning, as they are. */
const alike = ['label', 'pipeline', 'serverName'] as const satisfies readonly (keyof RecordLine)[];

/** A time as the verb takes it: '500ms' is 0.5 seconds; what is none stays as it is. */
function seconds(text: string): string {
  const value = parseDuration(text);
  return Number.isNaN(value) ? text.trim() : String(value);
}

/**
 * What a shell would be told to record the same. What stands in the form at its beginning is left out where
 * the verb does the same by itself; connections, seconds and profiles are always said, as they matter most.
 *
 * @param serviceUrl of the first target
 * @param loopback whether that is this machine: load elsewhere is confirmed on the line, as the window asks for it
 */
export function lineOf(form: RunForm, serviceUrl: string, loopback = true): RecordLine {
  const said = (field: keyof RunForm) => (form[field] === emptyForm[field] ? '' : String(form[field]).trim());
  // Two requests cannot be compared where none is sent.
  const compare = form.compare === 'request' && !form.load ? 'nothing' : form.compare;
  const common: RecordLine = {
    ...emptyLine,
    url: serviceUrl,
    ...Object.fromEntries(alike.map((field) => [field, said(field)])),
    // The verb takes several rounds of a comparison by itself.
    rounds: compare === 'nothing' ? said('rounds') : form.rounds.trim(),
    profiles: form.kinds.join(','),
    seconds: form.seconds.trim(),
    name: compare === 'nothing' ? '' : form.nameA.trim(),
    againstName: compare === 'nothing' ? '' : form.nameB.trim(),
    against: compare === 'service' ? form.serviceB.trim() : '',
  };
  if (!form.load) return common;
  const open = form.model === 'open';
  return {
    ...common,
    load: pathOf(form.path, serviceUrl),
    confirmHosts: [
      ...new Set([
        ...(loopback ? [] : hostsIn(serviceUrl)),
        ...(compare === 'service' ? hostsIn(form.serviceB).filter((host) => !isThisMachine(host)) : []),
      ]),
    ],
    warmup: seconds(form.warmupSeconds),
    connections: form.connections.trim(),
    threads: said('threads'),
    rate: open ? form.rate.trim() : '',
    stages: open ? stagesOf(form.stages) : '',
    precise: open && form.precise,
    requests: form.requests.trim(),
    timeout: form.timeoutSeconds === emptyForm.timeoutSeconds ? '' : seconds(form.timeoutSeconds),
    close: form.close,
    method: methodOf(form.method, form.body !== '' || form.bodyFile !== null),
    body: form.bodyFile === null ? form.body : '',
    bodyFile: form.bodyFile?.name ?? '',
    headers: headerLines(form.headers),
    basic: form.auth === 'basic' ? `${form.user}:${form.password}` : '',
    bearer: form.auth === 'bearer' ? form.token.trim() : '',
    insecure: form.insecure,
    ca: form.ca?.name ?? '',
    cert: form.cert?.name ?? '',
    key: form.key?.name ?? '',
    targets: form.targets?.name ?? '',
    script: form.script?.name ?? '',
    scriptArgs: form.script === null ? [] : wordsIn(form.scriptArgs),
    ...(compare === 'request'
      ? {
          againstLoad: pathOf(form.pathB, serviceUrl),
          againstMethod: methodOf(form.methodB, form.bodyB !== ''),
          againstBody: form.bodyB,
          againstHeaders: headerLines(form.headersB),
        }
      : {}),
  };
}

/** The command as it is shown and copied: an option a line. */
export function commandOf(form: RunForm, serviceUrl: string, loopback = true): string {
  return recordCommandInLines(lineOf(form, serviceUrl, loopback));
}

/** The host of an address as one types it to connect, as the verb takes it; none of what is no address. */
function hostsIn(address: string): string[] {
  const text = address.trim();
  if (text.startsWith(':')) return [];
  const url = parsedUrl(/^https?:[/\\]/i.test(text) ? text : `http://${text}`);
  return url === null || url.hostname === '' ? [] : [url.hostname.replace(/^\[(.*)\]$/, '$1')];
}

/** By its name alone: where others lead is asked about only when load is to go there. */
function isThisMachine(host: string): boolean {
  return /^(?:localhost|127\.[\d.]+|::1)$/i.test(host);
}

/** A path that begins with two slashes would be another host to the verb: it is written with its own. */
function pathOf(path: string, serviceUrl: string): string {
  return path.startsWith('//') ? new URL(serviceUrl).origin + path : path;
}

/** Stages as the verb takes them, without blanks; what is none stays as it is. */
function stagesOf(text: string): string {
  const read = parseStages(text);
  return read.ok ? formatStages(read.stages).replaceAll(' ', '') : text.trim();
}

/** With a body the verb would send POST by itself. */
function methodOf(method: string, hasBody: boolean): string {
  const text = method.trim().toUpperCase();
  return text === 'GET' && !hasBody ? '' : text;
}

/** Lines as they will be sent; one that is no header is kept, so that the person finds it again. */
function headerLines(text: string): string[] {
  const read = parseHeaders(text);
  return read.ok
    ? formatHeaders(read.headers)
        .split('\n')
        .filter((line) => line !== '')
    : text.split('\n').filter((line) => line.trim() !== '');
}

function wordsIn(text: string): readonly string[] {
  const split = splitWords(text);
  return split.ok ? split.words : [text];
}

/** Why a command line was not taken: the line's own fault, or something a window cannot do. */
export type CommandError =
  | LineError
  /** Names a file whose contents the window does not have. */
  | { readonly kind: 'file'; readonly word: string }
  | { readonly kind: 'profiles'; readonly word: string }
  /** Is of another service than the one that is connected. */
  | { readonly kind: 'service'; readonly word: string };

export type ReadCommand =
  | { readonly ok: true; readonly form: RunForm }
  | { readonly ok: false; readonly error: CommandError };

/**
 * The form that a command line describes, on top of the one there is: files are known by name only, so one that
 * it names has to be in the form already.
 *
 * @param sameService whether the line's URL is of the service that is connected
 */
export function formOf(command: string, form: RunForm, sameService: (url: string) => boolean): ReadCommand {
  const read = readRecordCommand(command);
  if (!read.ok) return read;
  const { line } = read;
  if (line.url !== '' && !sameService(line.url)) return fail('service', line.url);
  const kinds = kindsIn(line.profiles);
  if (kinds === null) return fail('profiles', line.profiles);
  for (const field of ['bodyFile', 'ca', 'cert', 'key', 'targets', 'script'] as const) {
    if (line[field] !== '' && form[field]?.name !== line[field]) return fail('file', line[field]);
  }
  const or = (text: string, otherwise: string) => (text === '' ? otherwise : text);
  const compare = line.against !== '' ? 'service' : line.againstLoad !== '' ? 'request' : 'nothing';
  const [user = '', ...password] = line.basic.split(':');
  const kept = <F extends 'bodyFile' | 'ca' | 'cert' | 'key' | 'targets' | 'script'>(field: F) =>
    line[field] === '' ? null : form[field];
  return {
    ok: true,
    form: {
      ...emptyForm,
      target: form.target,
      ...Object.fromEntries(alike.map((field) => [field, or(line[field], emptyForm[field])])),
      rounds: or(line.rounds, compare === 'nothing' ? emptyForm.rounds : usualRounds),
      timeoutSeconds: or(line.timeout, emptyForm.timeoutSeconds),
      load: line.load !== '',
      path: or(pathIn(line.load, sameService), form.path),
      connections: or(line.connections, emptyForm.connections),
      threads: or(line.threads, emptyForm.threads),
      model: line.rate !== '' || line.stages !== '' ? 'open' : 'closed',
      rate: or(line.rate, line.stages === '' ? emptyForm.rate : '0'),
      stages: line.stages,
      precise: line.precise,
      requests: line.requests,
      close: line.close,
      method: or(line.method, line.body !== '' || line.bodyFile !== '' ? 'POST' : emptyForm.method),
      headers: line.headers.join('\n'),
      body: line.body,
      bodyFile: kept('bodyFile'),
      auth: line.bearer !== '' ? 'bearer' : line.basic !== '' ? 'basic' : 'none',
      user,
      password: password.join(':'),
      token: line.bearer,
      insecure: line.insecure,
      ca: kept('ca'),
      cert: kept('cert'),
      key: kept('key'),
      targets: kept('targets'),
      script: kept('script'),
      scriptArgs: joinWords(line.scriptArgs),
      warmupSeconds: or(line.warmup, emptyForm.warmupSeconds),
      seconds: or(line.seconds, emptyForm.seconds),
      kinds: kinds.length === 0 ? form.kinds : kinds,
      compare,
      nameA: line.name,
      nameB: line.againstName,
      serviceB: line.against,
      pathB: or(pathIn(line.againstLoad, sameService), form.pathB),
      methodB: or(line.againstMethod, line.againstBody === '' ? emptyForm.methodB : 'POST'),
      headersB: line.againstHeaders.join('\n'),
      bodyB: line.againstBody,
    },
  };
}

/** The path of what is to be requested, where that is a whole URL of the service. */
function pathIn(load: string, sameService: (url: string) => boolean): string {
  const url = /^https?:\/\//i.test(load) ? parsedUrl(load) : null;
  return url !== null && sameService(load) ? url.pathname + url.search : load;
}

function kindsIn(text: string): CaptureKind[] | null {
  const names = text.split(',').map((name) => name.trim());
  const kinds = captureKinds.filter((kind) => names.includes(kind));
  const known = names.every((name) => name === '' || kinds.some((kind) => kind === name));
  return known ? kinds : null;
}

function fail(kind: 'file' | 'profiles' | 'service', word: string): ReadCommand {
  return { ok: false, error: { kind, word } };
}
