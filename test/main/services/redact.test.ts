import { expect, it } from 'vitest';
import { notKept, withoutSecrets } from '../../../main/services/redact';
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
