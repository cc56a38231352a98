import type { LoadTarget } from '../../../proto/load';
import { base64 } from '../../html/sha256';
import { encodeUtf8 } from '../../wire/utf8';
import { badImport, importedRequest } from './request';
import { shellWords } from './shell-words';

/** What a curl command asks for. Files are only named. */
export interface CurlImport {
  readonly request: LoadTarget;
  readonly insecure: boolean;
  /** '' where none is named. */
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
  /** Options that were left out because a load does without them, as typed. */
  readonly ignored: readonly string[];
}

const subject = 'the curl command';

/** Options with a value that a load understands, by all their names. */
const valued = {
  request: ['-X', '--request'],
  header: ['-H', '--header'],
  data: ['-d', '--data', '--data-ascii', '--data-binary'],
  raw: ['--data-raw'],
  encoded: ['--data-urlencode'],
  json: ['--json'],
  user: ['-u', '--user'],
  agent: ['-A', '--user-agent'],
  referer: ['-e', '--referer'],
  cookie: ['-b', '--cookie'],
  bearer: ['--oauth2-bearer'],
  url: ['--url'],
  cacert: ['--cacert'],
  cert: ['-E', '--cert'],
  key: ['--key'],
} as const;
type Valued = keyof typeof valued;

const flags = {
  insecure: ['-k', '--insecure'],
  head: ['-I', '--head'],
  get: ['-G', '--get'],
  compressed: ['--compressed'],
} as const;
type Flag = keyof typeof flags;

/** Options with a value that change nothing a load measures. */
const ignoredValued = new Set([
  ...['-o', '--output', '-m', '--max-time', '--connect-timeout', '--retry', '-w', '--write-out', '-c'],
  ...['--cookie-jar', '--retry-delay', '--limit-rate', '--keepalive-time', '-D', '--dump-header', '--stderr'],
  ...['--tls-max', '--ciphers', '--max-redirs'],
]);
/** The same without one. */
const ignoredFlags = new Set([
  ...['-s', '--silent', '-S', '--show-error', '-v', '--verbose', '-i', '--include', '-f', '--fail'],
  ...[
    '--http1.1',
    '-0',
    '--http1.0',
    '--http2',
    '--http3',
    '--http2-prior-knowledge',
    '-#',
    '--progress-bar',
  ],
  ...[
    '-N',
    '--no-buffer',
    '-L',
    '--location',
    '--globoff',
    '-g',
    '--no-keepalive',
    '-4',
    '-6',
    '--ipv4',
    '--ipv6',
  ],
  ...['--path-as-is', '--tcp-nodelay', '--fail-with-body', '-q', '-O', '--remote-name', '-J', '--tlsv1.2'],
  ...['--tlsv1.3', '--no-progress-meter', '--raw'],
]);

/**
 * Takes over the request of a curl command, as typed or as a browser copies it.
 * @throws FlamebenchError 'bad-argument' for what a load cannot do, 'bad-url'
 */
export function importCurl(text: string): CurlImport {
  const words = shellWords(text.trim());
  if ('problem' in words) throw badImport(subject, `it holds ${words.problem}`);
  if (words[0] !== 'curl') throw badImport(subject, `it begins with '${words[0] ?? ''}', not with curl`);
  return requestOf(sort(words.slice(1)));
}

interface Sorted {
  readonly values: ReadonlyMap<Valued, readonly string[]>;
  /** Bodies in their order; several are joined. */
  readonly data: readonly { readonly kind: Valued; readonly text: string }[];
  readonly flags: ReadonlySet<Flag>;
  readonly urls: readonly string[];
  readonly ignored: readonly string[];
}

function named<T extends string>(table: Readonly<Record<T, readonly string[]>>, word: string): T | undefined {
  return (Object.keys(table) as T[]).find((name) => table[name].includes(word));
}

function sort(words: readonly string[]): Sorted {
  const values = new Map<Valued, string[]>();
  const data: { kind: Valued; text: string }[] = [];
  const set = new Set<Flag>();
  const urls: string[] = [];
  const ignored: string[] = [];
  let at = 0;
  const valueFor = (word: string, attached: string): string => {
    const value = attached === '' ? words[at++] : attached;
    if (value === undefined) throw badImport(subject, `${word} has no value`);
    return value;
  };
  /** One option, with what stands behind it in its word. Returns whether that was its value. */
  const take = (option: string, attached: string): boolean => {
    const name = named(valued, option);
    if (name !== undefined) {
      const value = valueFor(option, attached);
      if (['data', 'raw', 'encoded', 'json'].includes(name)) data.push({ kind: name, text: value });
      else values.set(name, [...(values.get(name) ?? []), value]);
      return true;
    }
    const flag = named(flags, option);
    if (flag !== undefined) set.add(flag);
    else if (ignoredFlags.has(option)) ignored.push(option);
    else if (ignoredValued.has(option)) {
      valueFor(option, attached);
      ignored.push(option);
      return true;
    } else if (option === '-F' || option === '--form') {
      throw badImport(
        subject,
        'forms of several parts (-F) cannot be taken over; give the body by --data-file',
      );
    } else throw badImport(subject, `a load knows nothing of its option ${option}`);
    return false;
  };
  while (at < words.length) {
    const word = words[at++]!;
    if (word.startsWith('--')) take(word, '');
    else if (!word.startsWith('-') || word === '-') urls.push(word);
    else {
      for (let letter = 1; letter < word.length; letter++) {
        if (take(`-${word[letter]}`, word.slice(letter + 1))) break;
      }
    }
  }
  return { values, data, flags: set, urls: [...urls, ...(values.get('url') ?? [])], ignored };
}

function requestOf({ values, data, flags: set, urls, ignored }: Sorted): CurlImport {
  const last = (name: Valued): string | undefined => values.get(name)?.at(-1);
  if (urls.length !== 1) {
    throw badImport(subject, urls.length === 0 ? 'it names no URL' : 'it names several URLs; give one');
  }
  // curl takes a URL without a scheme for http.
  let url = /^[a-z][a-z0-9+.-]*:\/\//i.test(urls[0]!) ? urls[0]! : `http://${urls[0]}`;
  const headers: [string, string][] = [];
  const has = (name: string) => headers.some(([each]) => each.toLowerCase() === name.toLowerCase());
  const own = (name: string, value: string) => {
    if (!has(name)) headers.push([name, value]);
  };
  for (const line of values.get('header') ?? []) headers.push(...headerOf(line));

  let body = data.map(bodyText).join('&');
  if (data.some(({ kind }) => kind === 'json')) body = data.map(bodyText).join('');
  if (set.has('get') && body !== '') {
    url += (url.includes('?') ? '&' : '?') + body;
    body = '';
  } else if (data.some(({ kind }) => kind === 'json')) {
    own('Content-Type', 'application/json');
    own('Accept', 'application/json');
  } else if (data.length > 0) own('Content-Type', 'application/x-www-form-urlencoded');

  const user = last('user');
  if (user !== undefined)
    own('Authorization', `Basic ${base64(encodeUtf8(user.includes(':') ? user : `${user}:`))}`);
  const bearer = last('bearer');
  if (bearer !== undefined) own('Authorization', `Bearer ${bearer}`);
  const cookie = last('cookie');
  if (cookie !== undefined) {
    if (!cookie.includes('='))
      throw badImport(subject, '-b names a file of cookies; give them as NAME=VALUE');
    own('Cookie', cookie);
  }
  const [agent, referer] = [last('agent'), last('referer')];
  if (agent !== undefined && agent !== '') own('User-Agent', agent);
  if (referer !== undefined) own('Referer', referer);
  if (set.has('compressed')) own('Accept-Encoding', 'deflate, gzip, br');

  const usual = set.has('head') ? 'HEAD' : data.length > 0 && !set.has('get') ? 'POST' : 'GET';
  const method = (last('request') ?? usual).toUpperCase();
  return {
    request: importedRequest(subject, { url, method, headers, body }),
    insecure: set.has('insecure'),
    ...{ caFile: last('cacert') ?? '', certFile: last('cert') ?? '', keyFile: last('key') ?? '' },
    ignored,
  };
}

/** `Name: value`; `Name;` is one without a value, and `Name:` takes curl's own away. */
function headerOf(line: string): [string, string][] {
  const empty = /^([^:;\s]+);\s*$/.exec(line);
  if (empty !== null) return [[empty[1]!, '']];
  const at = line.indexOf(':');
  if (line.startsWith('@')) throw badImport(subject, '-H @FILE reads a file; give the headers themselves');
  if (at < 1) throw badImport(subject, `its header '${line.slice(0, 60)}' has no name and colon`);
  const value = line.slice(at + 1).trim();
  return value === '' ? [] : [[line.slice(0, at), value]];
}

function bodyText({ kind, text }: { readonly kind: Valued; readonly text: string }): string {
  if (kind !== 'raw' && text.startsWith('@')) {
    throw badImport(subject, `it reads its body from the file ${text.slice(1, 61)}; give it by --data-file`);
  }
  if (kind !== 'encoded') return text;
  const at = text.indexOf('=');
  if (at === -1 && text.includes('@')) {
    throw badImport(subject, 'it reads its body from a file; give it by --data-file');
  }
  const [name, value] = at <= 0 ? ['', text.slice(at + 1)] : [text.slice(0, at + 1), text.slice(at + 1)];
  // Halves of a character pair have no encoding.
  return name + encodeURIComponent(value.replace(/[\ud800-\udfff]/gu, '\ufffd'));
}
