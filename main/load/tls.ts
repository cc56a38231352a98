import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';
import { FlamebenchError } from '../../proto/errors';
import type { LoadPlan } from '../../proto/load';
import { endpointOf, parseLoadUrl } from './request';
import type { TlsTask } from './thread-protocol';

/**
 * What TLS needs of a plan; null for an http: URL. Throws 'bad-argument' where certificate, key or authorities
 * cannot be read, before any thread finds out.
 */
export function tlsTask(plan: LoadPlan): TlsTask | null {
  const url = parseLoadUrl(plan.url);
  if (url.protocol !== 'https:') return null;
  const { host } = endpointOf(url);
  const { insecure, caPem, certPem, keyPem } = plan.tls;
  if ((certPem === '') !== (keyPem === '')) {
    const [given, missing] = certPem === '' ? ['key', 'certificate'] : ['certificate', 'key'];
    throw new FlamebenchError('bad-argument', `the client's ${given}`, {
      reason: `it comes without its ${missing}`,
    });
  }
  // An address is looked for in the certificate by itself; only names may be asked for.
  const serverName = plan.tls.serverName || (isIP(host) === 0 ? host : '');
  const task = { insecure, caPem, certPem, keyPem, serverName };
  tlsContext(task);
  return task;
}

/** Throws 'bad-argument' for what is no PEM, and for a key that does not fit its certificate. */
export function tlsContext({ caPem, certPem, keyPem }: TlsTask): SecureContext {
  const ca = caPem === '' ? [] : certificatesIn(caPem);
  // A context takes what it cannot read for no authority at all.
  for (const each of ca) attempt('the certificate authority', () => new X509Certificate(each));
  const trusted = ca.length === 0 ? {} : { ca };
  return attempt("the client's certificate", () =>
    createSecureContext(certPem === '' ? trusted : { ...trusted, cert: certPem, key: keyPem }),
  );
}

function certificatesIn(pem: string): string[] {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g);
  if (found !== null) return found;
  throw new FlamebenchError('bad-argument', 'the certificate authority', {
    reason: 'it is not a certificate in PEM',
  });
}

function attempt<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new FlamebenchError('bad-argument', what, { reason });
  }
}
