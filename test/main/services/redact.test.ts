import { expect, it } from 'vitest';
import { failureWithoutSecrets, notKept, withoutSecrets } from '../../../main/services/redact';
import { planFor } from '../../../proto/load';
import { type ExperimentPlan, experimentPlanSchema } from '../../../proto/run';

const load = planFor('http://127.0.0.1/a?b=c');
const plan = (over: Partial<typeof load>): ExperimentPlan => ({
  ...{ label: 'x', rounds: 1, warmupSeconds: 0, captures: ['cpu'], seconds: 1 },
  variants: [
    { label: 'A', pprofUrl: 'http://127.0.0.1/', load: { ...load, ...over } },
    { label: 'B', pprofUrl: 'http://127.0.0.1/', load: null },
  ],
});

it('leaves a plan without secrets as it is', () => {
  const plain = plan({ headers: [['Accept', 'x']], body: 'password=1' });
  expect(withoutSecrets(plain)).toEqual(plain);
});

it('keeps no token, cookie, password or private key, of any request', () => {
  const target = {
    url: 'http://me:hush@127.0.0.1/t',
    method: 'GET',
    body: '',
    bodyEncoding: 'utf8' as const,
  };
  const secret = plan({
    url: 'http://me:hush@127.0.0.1/a',
    headers: [
      ['AUTHORIZATION', 'Bearer hush'],
      ['Accept', 'x'],
    ],
    targets: [{ ...target, headers: [['cookie', 'session=hush']] }],
    tls: { ...load.tls, certPem: 'CERT', keyPem: 'hush' },
  });
  const kept = withoutSecrets(secret);
  expect(JSON.stringify(kept)).not.toContain('hush');
  expect(experimentPlanSchema.parse(kept)).toEqual(kept);
  expect(kept.variants[0]!.load).toMatchObject({
    url: 'http://127.0.0.1/a',
    headers: [
      ['AUTHORIZATION', notKept],
      ['Accept', 'x'],
    ],
    targets: [{ url: 'http://127.0.0.1/t', headers: [['cookie', notKept]] }],
    tls: { certPem: 'CERT', keyPem: notKept },
  });
});

it('knows secrets by what their fields are called, and URLs however they are written', () => {
  const names = ['X-Auth-Token', 'X-Amz-Security-Token', 'Private-Token', 'X-Session', 'apikey'];
  const kept = withoutSecrets({
    ...plan({ headers: names.map((name) => [name, 'hush']), url: 'http:\\\\me:hush@127.0.0.1/a' }),
  });
  const profiles = { label: '', pprofUrl: 'https://me:hush@127.0.0.1/debug/pprof/', load: null };
  expect(JSON.stringify(kept)).not.toContain('hush');
  expect(JSON.stringify(withoutSecrets({ ...plan({}), variants: [profiles] }))).not.toContain('hush');
  expect(
    failureWithoutSecrets({
      code: 'timed-out',
      subject: 'http://me:hush@127.0.0.1/@x',
      facts: { seconds: 1, url: 'http://hush@127.0.0.1/' },
    }),
  ).toEqual({
    code: 'timed-out',
    subject: 'http://127.0.0.1/@x',
    facts: { seconds: 1, url: 'http://127.0.0.1/' },
  });
});
