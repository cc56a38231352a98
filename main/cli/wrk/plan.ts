import { readFile } from 'node:fs/promises';
import { importCurl } from '../../../engine/load/import/curl';
import { importHar } from '../../../engine/load/import/har';
import { importUrlList } from '../../../engine/load/import/url-list';
import type { WrkCommand } from '../../../engine/load/wrk-command';
import { FlamebenchError } from '../../../proto/errors';
import { type LoadPlan, type LoadTarget, loadPlanSchema } from '../../../proto/load';
import { fileError } from '../../services/file-error';
import { readScript } from './script-files';

/** The plan of a command line, with what the person is to be told of how it came about. */
export interface PlannedLoad {
  readonly plan: LoadPlan;
  readonly remarks: readonly string[];
}

/**
 * Reads the files a command names and makes its plan.
 * @throws FlamebenchError of files and imports, 'bad-argument' for what cannot go together or is out of bounds
 */
export async function planOf(command: WrkCommand): Promise<PlannedLoad> {
  const remarks: string[] = [];
  const one = [command.curl, command.harFile, command.urlsFile].filter((each) => each !== '');
  if (one.length > 1) throw bad('--curl, --har, --urls', 'only one of them can say what is requested');
  if (command.data !== undefined && command.dataFile !== '') {
    throw bad('--data, --data-file', 'only one of them can be the body');
  }
  if (command.scriptFile !== '' && (command.harFile !== '' || command.urlsFile !== '')) {
    throw bad('--script', 'a script makes its own requests; leave out --har and --urls');
  }
  const curl = command.curl === '' ? null : importCurl(command.curl);
  const targets = await targetsOf(command, remarks);
  if (curl !== null && curl.ignored.length > 0) {
    remarks.push(`Options of curl that a load does without: ${curl.ignored.join(', ')}.`);
  }
  const url = command.url || (curl?.request.url ?? (targets[0] && new URL(targets[0].url).origin) ?? '');
  const body = await bodyOf(command, curl?.request ?? null);
  const hasBody = command.data !== undefined || command.dataFile !== '';
  const script = command.scriptFile === '' ? null : await readScript(command.scriptFile, command.args);
  if (script?.isPartial === true) {
    remarks.push('The folder of the script holds much; the script can read only the first part of it.');
  }
  const raw = {
    url,
    method: command.method || (hasBody ? 'POST' : (curl?.request.method ?? 'GET')),
    headers: headersOf(command, curl?.request.headers ?? []),
    ...body,
    threads: command.threads,
    connections: command.connections,
    seconds: command.seconds,
    timeoutMs: command.timeoutMs,
    confirmedHost: command.confirmedHost,
    requests: command.requests,
    warmupSeconds: command.warmupSeconds,
    close: command.close,
    pipeline: command.pipeline,
    rate: command.rate,
    stages: command.stages,
    precise: command.precise,
    targets,
    onlyTargets: targets.length > 0,
    tls: {
      insecure: command.insecure || (curl?.insecure ?? false),
      caPem: await textOf(command.caFile || (curl?.caFile ?? '')),
      certPem: await textOf(command.certFile || (curl?.certFile ?? '')),
      keyPem: await textOf(command.keyFile || (curl?.keyFile ?? '')),
    },
    script: script === null ? null : { ...script.script, isCorrected: command.isCorrected },
  };
  const checked = loadPlanSchema.safeParse(raw);
  if (checked.success) return { plan: checked.data, remarks };
  const [issue] = checked.error.issues;
  throw bad(issue!.path.join('.'), issue!.message);
}

async function targetsOf(command: WrkCommand, remarks: string[]): Promise<LoadTarget[]> {
  if (command.urlsFile !== '') {
    return importUrlList(await textOf(command.urlsFile), command.urlsFile, command.url);
  }
  if (command.harFile === '') return [];
  const text = await textOf(command.harFile);
  const { requests, elsewhere, origin } = importHar(text, command.harFile, command.url);
  if (elsewhere > 0) remarks.push(`${elsewhere} requests of ${command.harFile} do not go to ${origin}.`);
  return [...requests];
}

/** The command's own headers replace an import's of the same name. */
function headersOf(
  command: WrkCommand,
  imported: readonly (readonly [string, string])[],
): (readonly [string, string])[] {
  const own = [...command.headers];
  if (command.user !== '' && command.bearer !== '') {
    throw bad('--user, --bearer', 'only one of them can be the authorization');
  }
  if (command.user !== '') {
    own.push(['Authorization', `Basic ${Buffer.from(command.user, 'utf8').toString('base64')}`]);
  }
  if (command.bearer !== '') own.push(['Authorization', `Bearer ${command.bearer}`]);
  const names = new Set(own.map(([name]) => name.toLowerCase()));
  return [...own, ...imported.filter(([name]) => !names.has(name.toLowerCase()))];
}

async function bodyOf(
  command: WrkCommand,
  imported: Pick<LoadTarget, 'body' | 'bodyEncoding'> | null,
): Promise<Pick<LoadTarget, 'body' | 'bodyEncoding'>> {
  if (command.data !== undefined) return { body: command.data, bodyEncoding: 'utf8' };
  if (command.dataFile !== '') {
    return { body: (await bytesOf(command.dataFile)).toString('base64'), bodyEncoding: 'base64' };
  }
  const { body, bodyEncoding } = imported ?? { body: '', bodyEncoding: 'utf8' };
  return { body, bodyEncoding };
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw fileError(error, file);
  }
}

/** '' for no file. */
async function textOf(file: string): Promise<string> {
  return file === '' ? '' : (await bytesOf(file)).toString('utf8');
}

function bad(subject: string, reason: string): FlamebenchError {
  return new FlamebenchError('bad-argument', subject, { reason });
}
