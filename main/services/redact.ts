import type { Failure } from '../../proto/errors';
import type { LoadPlan, LoadScript } from '../../proto/load';
import type { ExperimentPlan } from '../../proto/run';
import {
  bodyWithoutSecrets,
  codeWithoutSecrets,
  isSecretName,
  notKept,
  parametersWithoutSecrets,
  wordsWithoutSecrets,
} from './redact-text';

/** Names of header fields whose values let in whoever has them; in a header rather too many than too few. */
const secretField = /auth|cookie|token|secret|passw|session|credential|signature|api-?key/i;

/**
 * A plan as it may be written to a disk: runs are copied, mailed and put under version control, and none of that
 * is meant to hand on a token. Passwords in URLs, values of fields that authorize, and private keys are left out, and
 * so is what a query, a body, a script or its arguments hold under the name of a secret; of files beside a script
 * only the names stay. Everything that was measured can still be told from what is kept.
 */
export function withoutSecrets(plan: ExperimentPlan): ExperimentPlan {
  const variants = plan.variants.map((variant) => ({
    ...variant,
    pprofUrl: urlWithoutSecrets(variant.pprofUrl),
    load: variant.load === null ? null : loadWithoutSecrets(variant.load),
  }));
  return { ...plan, variants };
}

function loadWithoutSecrets(load: LoadPlan): LoadPlan {
  return {
    ...load,
    url: urlWithoutSecrets(load.url),
    headers: headersWithoutSecrets(load.headers),
    body: encodedWithoutSecrets(load),
    targets: load.targets.map((target) => ({
      ...target,
      url: urlWithoutSecrets(target.url),
      headers: headersWithoutSecrets(target.headers),
      body: encodedWithoutSecrets(target),
    })),
    tls: { ...load.tls, keyPem: load.tls.keyPem === '' ? '' : notKept },
    script: load.script === null ? null : scriptWithoutSecrets(load.script),
  };
}

/** A body as it is written down: of bytes that are no text nothing can be told, and they stay. */
function encodedWithoutSecrets({ body, bodyEncoding }: Pick<LoadPlan, 'body' | 'bodyEncoding'>): string {
  if (bodyEncoding === 'utf8') return bodyWithoutSecrets(body);
  const bytes = Buffer.from(body, 'base64');
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) return body;
  const kept = bodyWithoutSecrets(text);
  return kept === text ? body : Buffer.from(kept, 'utf8').toString('base64');
}

function scriptWithoutSecrets(script: LoadScript): LoadScript {
  return {
    ...script,
    source: codeWithoutSecrets(script.source),
    args: wordsWithoutSecrets(script.args),
    siblings: script.siblings.map(([name]) => [name, '']),
  };
}

function headersWithoutSecrets(headers: LoadPlan['headers']): LoadPlan['headers'] {
  return headers.map(([name, value]) => [
    name,
    secretField.test(name) || isSecretName(name) ? notKept : value,
  ]);
}

/** A path, and a URL without secrets, stay as they are to the letter. Slashes as URLs may have them. */
export function urlWithoutSecrets(text: string): string {
  const open = text.replace(/^(\s*https?:[/\\]*)[^/\\?#]*@/i, '$1');
  const query = open.search(/[?#]/);
  return query < 0 ? open : open.slice(0, query) + parametersWithoutSecrets(open.slice(query));
}

/** A failure whose subject, or a fact, may be such a URL. */
export function failureWithoutSecrets({ code, subject, facts }: Failure): Failure {
  const clean = Object.entries(facts).map(([name, fact]) => [
    name,
    typeof fact === 'string' ? urlWithoutSecrets(fact) : fact,
  ]);
  return { code, subject: urlWithoutSecrets(subject), facts: Object.fromEntries(clean) };
}
