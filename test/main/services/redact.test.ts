import { expect, it } from 'vitest';
import { failureWithoutSecrets, withoutSecrets } from '../../../main/services/redact';
import { isSecretName, notKept } from '../../../main/services/redact-text';
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
  const plain = plan({
    ...{ url: 'http://127.0.0.1/a?author=x&key=5&b=%20;c', headers: [['Accept', 'x']] },
    body: '{ "n": 12345678901234567890, "keys": ["a", true], "passport": 1 }',
    script: {
      ...{ language: 'lua', name: 'a.lua', args: ['--fast', 'n=1'], siblings: [], isCorrected: true },
      source: 'wrk.path = "/x?key=1"\nlocal keys = { author = "x" }',
    },
  });
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

const bodies: readonly (readonly [string, string, string])[] = [
  [
    'JSON',
    '{"user": "me", "password": "hush", "auth": {"a": ["hush", 1, null]}, "n": 1.0}',
    '{"user": "me", "password": "(not kept)", "auth": {"a": ["(not kept)", "(not kept)", null]}, "n": 1.0}',
  ],
  ['a form', 'user=me&pass%77ord=hush&n=1', 'user=me&pass%77ord=(not%20kept)&n=1'],
  [
    'a form in parts',
    '--x\r\nContent-Disposition: form-data; name="token"\r\n\r\nhush\r\n--x\r\nContent-Disposition: form-data; name="n"\r\n\r\n1\r\n--x--\r\n',
    '--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n(not kept)\r\n--x\r\nContent-Disposition: form-data; name="n"\r\n\r\n1\r\n--x--\r\n',
  ],
  [
    'XML',
    '<a><wsse:Password Type="x">hush</wsse:Password><b token="hush">1</b></a>',
    '<a><wsse:Password Type="x">(not kept)</wsse:Password><b token="(not kept)">1</b></a>',
  ],
];

it.each(bodies)('leaves secrets out of bodies, and the rest to the letter: %s', (_, body, expected) => {
  const encoded = (text: string) => Buffer.from(text).toString('base64');
  const kept = withoutSecrets(
    plan({
      body,
      targets: [
        { url: '/', method: 'POST', headers: [], body: encoded(body), bodyEncoding: 'base64' },
        { url: '/', method: 'POST', headers: [], body: '/w==', bodyEncoding: 'base64' },
      ],
    }),
  ).variants[0]!.load!;
  expect(kept.body).toBe(expected);
  expect(kept.targets.map((target) => target.body)).toEqual([encoded(expected), '/w==']);
});

it('leaves them out of queries, scripts and their arguments, and all of the files beside a script', () => {
  const source = `wrk.headers["Authorization"] = "Bearer hush-hush"
    local api_key = 'hush'
    local text = "x: Bearer hush-hush"
    headers = { ["X-Token"] = "hush", n = "1" }`;
  const script = {
    ...{ language: 'lua' as const, name: 'a.lua', source, isCorrected: true },
    args: ['token=hush', '--password', 'hush', '--api-key=hush', '--n', '1'],
    siblings: [['users.txt', 'aHVzaA==']] as [string, string][],
  };
  const kept = withoutSecrets(plan({ url: 'http://127.0.0.1/a?access_token=hush&b=1#sid=hush', script }));
  expect(JSON.stringify(kept)).not.toMatch(/hush|aHVzaA/);
  const { url, script: left } = kept.variants[0]!.load!;
  expect(url).toBe('http://127.0.0.1/a?access_token=(not%20kept)&b=1#sid=(not%20kept)');
  expect(left!.args).toEqual([
    'token=(not kept)',
    '--password',
    '(not kept)',
    '--api-key=(not kept)',
    '--n',
    '1',
  ]);
  expect(left!.source).toContain(`n = "1" }`);
  expect(left!.siblings).toEqual([['users.txt', '']]);
});

it.each([
  ['access_token', true],
  ['apiKey', true],
  ['user[password]', true],
  ['X-Amz-Signature', true],
  ['authtoken', true],
  ['PHPSESSID', true],
  ['key', false],
  ['author', false],
  ['passenger', false],
  ['tokenizer', false],
  ['side', false],
])('holds %s for a secret: %s', (name, expected) => {
  expect(isSecretName(name)).toBe(expected);
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
