import type { Failure } from '../../proto/errors';
import type { LoadPlan } from '../../proto/load';
import type { ExperimentPlan } from '../../proto/run';

/** What stands in a saved plan in the place of a secret. */
export const notKept = '(not kept)';

/** Names of header fields whose values let in whoever has them. */
const secretField = /auth|cookie|token|secret|passw|session|credential|signature|api-?key/i;

/**
 * A plan as it may be written to a disk: runs are copied, mailed and put under version control, and none of that
 * is meant to hand on a token. Passwords in URLs, values of fields that authorize, and private keys are left out;
 * everything that was measured can still be told from what is kept.
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
    targets: load.targets.map((target) => ({
      ...target,
      url: urlWithoutSecrets(target.url),
      headers: headersWithoutSecrets(target.headers),
    })),
    tls: { ...load.tls, keyPem: load.tls.keyPem === '' ? '' : notKept },
  };
}

function headersWithoutSecrets(headers: LoadPlan['headers']): LoadPlan['headers'] {
  return headers.map(([name, value]) => [name, secretField.test(name) ? notKept : value]);
}

/** A path, and a URL without user and password, stay as they are to the letter. Slashes as URLs may have them. */
export function urlWithoutSecrets(text: string): string {
  return text.replace(/^(\s*https?:[/\\]*)[^/\\?#]*@/i, '$1');
}

/** A failure whose subject, or a fact, may be such a URL. */
export function failureWithoutSecrets({ code, subject, facts }: Failure): Failure {
  const clean = Object.entries(facts).map(([name, fact]) => [
    name,
    typeof fact === 'string' ? urlWithoutSecrets(fact) : fact,
  ]);
  return { code, subject: urlWithoutSecrets(subject), facts: Object.fromEntries(clean) };
}
