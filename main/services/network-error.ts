import { FlamebenchError } from '../../proto/errors';
import { shownUrl } from './shown-url';

interface SystemError {
  readonly code?: unknown;
  readonly message?: unknown;
  /** OpenSSL's own words, where Node passes them on. */
  readonly reason?: unknown;
  /** Set when several addresses of one host were tried. */
  readonly errors?: readonly unknown[];
}

/** How OpenSSL's verification and Node's TLS layer name what they refuse. */
const tlsCode =
  /^(EPROTO$|ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/;

/**
 * What went wrong on the way to `url`, from an error that Node's http, net, tls or dns threw.
 *
 * @param receivedBytes bytes of the body that had arrived
 * @param deadlineSeconds for the case that the system gave up before our own deadline
 */
export function networkError(
  thrown: unknown,
  url: URL,
  receivedBytes: number,
  deadlineSeconds: number,
): FlamebenchError {
  if (thrown instanceof FlamebenchError) return thrown;
  const outer = thrown as SystemError;
  const error = (outer.code === undefined ? (outer.errors?.[0] ?? outer) : outer) as SystemError;
  const code = typeof error.code === 'string' ? error.code : '';
  const message = typeof error.message === 'string' ? error.message : String(thrown);
  if (tlsCode.test(code)) return new FlamebenchError('tls-failed', url.host, { reason: tlsReason(error) });
  // Node's HTTP parser gave up: whatever listens there does not speak HTTP/1.
  if (code.startsWith('HPE_')) return new FlamebenchError('no-pprof', shownUrl(url));
  switch (code) {
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return new FlamebenchError('connection-refused', url.host);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'ENODATA':
      return new FlamebenchError('host-not-found', url.hostname);
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return new FlamebenchError('connection-lost', url.host, { receivedBytes });
    case 'ETIMEDOUT':
      return new FlamebenchError('timed-out', shownUrl(url), { seconds: deadlineSeconds });
    case 'ERR_INVALID_URL':
    case 'ERR_UNESCAPED_CHARACTERS':
    case 'ERR_SOCKET_BAD_PORT':
      return new FlamebenchError('bad-url', shownUrl(url), { reason: message });
    default:
      return new FlamebenchError('internal', shownUrl(url), { reason: message });
  }
}

/** 'wrong version number' rather than the line of library internals that OpenSSL wraps around it. */
function tlsReason(error: SystemError): string {
  if (typeof error.reason === 'string' && error.reason !== '') return error.reason;
  const message = typeof error.message === 'string' ? error.message : '';
  const fields = message.split(':');
  const openSsl = fields.indexOf('error');
  return (openSsl >= 0 && fields[openSsl + 4]) || message || String(error.code);
}
