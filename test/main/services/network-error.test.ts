import { describe, expect, it } from 'vitest';
import { networkError } from '../../../main/services/network-error';
import { FlamebenchError } from '../../../proto/errors';

const url = new URL('http://service.test:6060/debug/pprof/');
const failure = (thrown: unknown) => networkError(thrown, url, 12, 34).failure;
const withCode = (code: string, message = code) => Object.assign(new Error(message), { code });

describe('the system names its errors, and they mean', () => {
  it.each([
    ['ECONNREFUSED', 'connection-refused', 'service.test:6060'],
    ['EHOSTUNREACH', 'connection-refused', 'service.test:6060'],
    ['ENOTFOUND', 'host-not-found', 'service.test'],
    ['EAI_AGAIN', 'host-not-found', 'service.test'],
    ['ECONNRESET', 'connection-lost', 'service.test:6060'],
    ['EPIPE', 'connection-lost', 'service.test:6060'],
    ['ETIMEDOUT', 'timed-out', url.href],
    ['CERT_HAS_EXPIRED', 'tls-failed', 'service.test:6060'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-failed', 'service.test:6060'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-failed', 'service.test:6060'],
    ['HPE_INVALID_CONSTANT', 'no-pprof', url.href],
    ['ESOMETHINGNEW', 'internal', url.href],
  ])('%s: %s of %s', (system, code, subject) => {
    expect(failure(withCode(system))).toMatchObject({ code, subject });
  });
});

it('looks into the failures of a host with several addresses', () => {
  const all = new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]);
  expect(failure(all).code).toBe('connection-refused');
});

it("unwraps OpenSSL's own reason", () => {
  const wrapped =
    'write EPROTO 80EB:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../a.c:354:';
  expect(failure(withCode('EPROTO', wrapped)).facts.reason).toBe('wrong version number');
});

it('leaves a failure that is one already as it is', () => {
  const known = new FlamebenchError('too-large', 'x', { limitBytes: 1 });
  expect(networkError(known, url, 0, 0)).toBe(known);
});
