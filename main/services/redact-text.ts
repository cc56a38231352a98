/** Finds, by what they are called, the values in texts that a request is made of which let in whoever has them. */

/** What stands in a saved plan in the place of a secret. */
export const notKept = '(not kept)';

/** Words that say so of a name, where they stand in it by themselves: `author` is no `auth`. */
const secretWords = new Set([
  'auth',
  'authorization',
  'authentication',
  'oauth',
  'bearer',
  'token',
  'jwt',
  'secret',
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pass',
  'pwd',
  'session',
  'sessionid',
  'sid',
  'cookie',
  'credential',
  'credentials',
  'signature',
  'sig',
  'apikey',
  'otp',
  'csrf',
  'xsrf',
]);
const secretPairs = ['api key', 'access key', 'private key', 'secret key', 'signing key'];

/** Whether a parameter, field or variable of this name holds a secret: 'access_token', 'apiKey', 'user[password]'. */
export function isSecretName(name: string): boolean {
  let known = judged.get(name);
  if (known === undefined) {
    known = judge(name);
    if (judged.size < mostJudged && name.length < 100) judged.set(name, known);
  }
  return known;
}

/** Bodies and lists of requests say the same few names again and again. */
const judged = new Map<string, boolean>();
const mostJudged = 1000;

function judge(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  if (words.some((word) => secretWords.has(word) || secretWords.has(word.replace(/s$/, '')))) return true;
  // Written as one word, as in 'authtoken' and 'userpassword'.
  if (words.some((word) => /(?:token|secret|password|passwd|apikey|sess(?:ion)?id)s?$/.test(word)))
    return true;
  const all = ` ${words.join(' ')} `;
  return secretPairs.some((pair) => all.includes(` ${pair} `));
}

/** 'a=1&token=x' as in a query or a form; everything else stays to the letter. */
export function parametersWithoutSecrets(text: string): string {
  return text.replace(/(?<![^?&#;\s])([^?&#=;\s]+)=([^&#\s]*)/g, (whole, name: string, value: string) =>
    value !== '' && isSecretName(decoded(name)) ? `${name}=${notKept.replace(' ', '%20')}` : whole,
  );
}

/** Texts without any of these hold no name of a secret: most, and the largest of them. */
const hints = /auth|bearer|token|jwt|secret|pass|pwd|sess|sid|cookie|cred|sig|key|otp|csrf|xsrf/i;

/** A body of any of the kinds that forms and programs send: JSON, a form, its parts, XML. */
export function bodyWithoutSecrets(text: string): string {
  // A form may write the letters of a name as %xx.
  if (!hints.test(text) && !/%[4-7]/.test(text)) return text;
  if (/^\s*[{[]/.test(text)) return jsonWithoutSecrets(text);
  if (/^\s*</.test(text)) return xmlWithoutSecrets(text);
  if (/^--\S+\r?\n/.test(text)) return partsWithoutSecrets(text);
  return /^[^\s=&]+=[^\s]*$/.test(text.trim()) ? parametersWithoutSecrets(text) : text;
}

/** Code of a script: texts that are assigned to what is called like a secret, and what follows 'Bearer' and 'Basic'. */
export function codeWithoutSecrets(source: string): string {
  return source
    .replace(
      /(?<![\w$-])([A-Za-z_$][\w$-]*)(["']?\]?\s*(?:=|:)\s*)(["'`])((?:\\.|(?!\3)[^\\\n]){1,65536})\3/g,
      (whole, name: string, between: string, quote: string) =>
        isSecretName(name) ? `${name}${between}${quote}${notKept}${quote}` : whole,
    )
    .replace(/\b(Bearer|Basic)(\s+)[\w.~+/-]{6,65536}=*/g, `$1$2${notKept}`);
}

/** Arguments of a script: 'token=x', '--token=x', and what follows '--token'. */
export function wordsWithoutSecrets(words: readonly string[]): string[] {
  return words.map((word, i) => {
    const [, name, value] = /^([^=\s]+)=(.+)$/s.exec(word) ?? [];
    if (name !== undefined && value !== undefined) return isSecretName(name) ? `${name}=${notKept}` : word;
    const before = words[i - 1] ?? '';
    return /^--?[^=\s]+$/.test(before) && !word.startsWith('-') && isSecretName(before) ? notKept : word;
  });
}

/**
 * Goes over the text as it stands, so that numbers, spaces and order stay; all that lies under a secret name is left
 * out. By hand, as a regular expression over a text of many escapes runs out of stack.
 */
function jsonWithoutSecrets(text: string): string {
  const kept: string[] = [];
  const inside: boolean[] = [];
  let isNamed = false;
  for (let at = 0; at < text.length; ) {
    const end = tokenEnd(text, at);
    const token = text.slice(at, end);
    const here = inside[inside.length - 1] ?? false;
    if (token === '{' || token === '[') {
      inside.push(here || isNamed);
      isNamed = false;
    } else if (token === '}' || token === ']') inside.pop();
    else if (token === ',') isNamed = false;
    else if (token.startsWith('"') && /^\s*:/.test(text.slice(end, end + 100))) isNamed = isSecretName(token);
    else if ((here || isNamed) && !/^(?:[\s:]|null$|true$|false$|""$)/.test(token)) {
      kept.push(`"${notKept}"`);
      at = end;
      continue;
    }
    kept.push(token);
    at = end;
  }
  return kept.join('');
}

/** Where a string, a bracket, a comma, or a run of anything else that begins at `at` ends. */
function tokenEnd(text: string, at: number): number {
  const first = text.charAt(at);
  if ('{}[],:'.includes(first)) return at + 1;
  let end = at + 1;
  if (first === '"') {
    while (end < text.length && text.charAt(end) !== '"') end += text.charAt(end) === '\\' ? 2 : 1;
    return Math.min(end + 1, text.length);
  }
  const isBlank = (character: string) => ' \t\r\n'.includes(character);
  const blank = isBlank(first);
  while (end < text.length && !'{}[],:"'.includes(text.charAt(end)) && isBlank(text.charAt(end)) === blank)
    end++;
  return end;
}

function xmlWithoutSecrets(text: string): string {
  return text
    .replace(/<([\w:.-]+)((?:\s[^<>]*)?)>([^<]+)<\//g, (whole, name: string, rest: string) =>
      isSecretName(name) ? `<${name}${rest}>${notKept}</` : whole,
    )
    .replace(/(?<![\w:.-])([\w:.-]+)(\s*=\s*)"[^"<]+"/g, (whole, name: string, equals: string) =>
      isSecretName(name) ? `${name}${equals}"${notKept}"` : whole,
    );
}

/** The parts of a form with files, between the lines that divide them. */
function partsWithoutSecrets(text: string): string {
  const line = text.slice(0, text.search(/\r?\n/));
  return text
    .split(line)
    .map((part) => {
      const body = /\r?\n\r?\n/.exec(part);
      const name = /\bname="([^"\r\n]*)"/.exec(part.slice(0, body?.index))?.[1] ?? '';
      if (body === null || !isSecretName(name)) return part;
      const end = part.endsWith('\r\n') ? '\r\n' : '\n';
      return `${part.slice(0, body.index)}${body[0]}${notKept}${end}`;
    })
    .join(line);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
