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
  const read = (what: string, options: Parameters<typeof createSecureContext>[0]): SecureContext => {
    try {
      return createSecureContext(options);
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw new FlamebenchError('bad-argument', what, { reason });
    }
  };
  const ca = caPem === '' ? {} : { ca: caPem };
  if (caPem !== '') {
    if (!caPem.includes('-----BEGIN CERTIFICATE-----')) {
      throw new FlamebenchError('bad-argument', 'the certificate authority', {
        reason: 'it is not a certificate in PEM',
      });
    }
    read('the certificate authority', ca);
  }
  return certPem === ''
    ? read('TLS', ca)
    : read("the client's certificate", { ...ca, cert: certPem, key: keyPem });
}
