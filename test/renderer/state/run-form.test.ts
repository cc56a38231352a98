import { describe, expect, test } from 'vitest';
import { isOpenModel, planFor } from '../../../proto/load';
import { experimentPlanSchema, type Target } from '../../../proto/run';
import { parseDuration, parseHeaders, parseStages, tidiedPath } from '../../../renderer/state/run-fields';
import { emptyForm, formFor, type RunForm } from '../../../renderer/state/run-form';
import { withCurl, withHar, withUrlList } from '../../../renderer/state/run-import';
import { planOf } from '../../../renderer/state/run-plan';

const local: Target = {
  serviceUrl: 'http://127.0.0.1:6060/api',
  pprofUrl: 'http://127.0.0.1:6060/debug/pprof/',
  loopback: true,
  offers: [
    { name: 'profile', count: -1 },
    { name: 'heap', count: 3 },
  ],
};
const other: Target = {
  ...local,
  serviceUrl: 'http://127.0.0.1:6061/',
  pprofUrl: 'http://127.0.0.1:6061/debug/pprof/',
};
const secure: Target = { ...local, serviceUrl: 'https://127.0.0.1:6443/' };

const plan = (over: Partial<RunForm> = {}, targets: readonly Target[] = [local]) =>
  planOf(
    { ...formFor(targets[0]!), ...over },
    targets.map((target) => ({ name: '', target })),
    'name',
  );
const planned = (over: Partial<RunForm> = {}, targets?: readonly Target[]) => {
  const made = plan(over, targets);
  if (!made.ok) throw new Error(JSON.stringify(made.errors));
  return made.plan;
};
const loadOf = (over: Partial<RunForm> = {}, target = local) => planned(over, [target]).variants[0]!.load!;
const errors = (over: Partial<RunForm>, targets?: readonly Target[]) => {
  const made = plan(over, targets);
  return made.ok ? {} : made.errors;
};

describe('formFor', () => {
  test('points the load where the person pointed', () => {
    expect(formFor(local)).toMatchObject({ path: '/api', load: true, kinds: ['cpu'] });
  });

  test('asks for no CPU profile from a service that offers only heap', () => {
    expect(formFor({ ...local, offers: [{ name: 'heap', count: 1 }] }).kinds).toEqual(['heap']);
  });
});

describe('planOf', () => {
  test('makes a plan that main accepts', () => {
    const made = planned({ path: '/search?q=lamp', connections: '32', threads: '4', kinds: ['cpu', 'heap'] });
    expect(experimentPlanSchema.parse(made)).toEqual(made);
    expect(made).toMatchObject({
      label: 'name',
      captures: ['cpu', 'heap'],
      rounds: 1,
      seconds: 10,
      warmupSeconds: 2,
      variants: [
        {
          pprofUrl: local.pprofUrl,
          load: { url: 'http://127.0.0.1:6060/search?q=lamp', connections: 32, threads: 4, rate: 0 },
        },
      ],
    });
  });

  test('prefers the label that was typed, and never says that a host was confirmed', () => {
    expect(planned({ label: '  before the cache ' }).label).toBe('before the cache');
    expect(loadOf().confirmedHost).toBe('');
  });

  test('without load has no warm-up and does not look at the fields of the load', () => {
    const made = planned({ load: false, connections: 'x', path: '', warmupSeconds: '' });
    expect(made).toMatchObject({ variants: [{ load: null }], warmupSeconds: 0 });
  });

  test('says all that a load can', () => {
    const load = loadOf({
      ...{ method: 'post', headers: 'X-A: 1\n\n x-b:two ', body: '{"a":1}', auth: 'bearer', token: ' t ' },
      ...{ timeoutSeconds: '500ms', requests: '1000', pipeline: '4', close: true },
      script: { name: 'a.lua', language: 'lua', source: 'x' },
      scriptArgs: `one 'two three'`,
    });
    expect(load).toMatchObject({
      method: 'POST',
      headers: [
        ['X-A', '1'],
        ['x-b', 'two'],
        ['Authorization', 'Bearer t'],
      ],
      ...{ body: '{"a":1}', bodyEncoding: 'utf8', timeoutMs: 500, requests: 1000, pipeline: 4, close: true },
      script: { language: 'lua', name: 'a.lua', source: 'x', args: ['one', 'two three'] },
    });
    const basic = loadOf({ auth: 'basic', user: 'mé', password: 'p:w' });
    expect(basic.headers).toEqual([['Authorization', `Basic ${Buffer.from('mé:p:w').toString('base64')}`]]);
    const file = loadOf({ bodyFile: { name: 'b', base64: 'AAE=', bytes: 2 }, body: '' });
    expect(file).toMatchObject({ body: 'AAE=', bodyEncoding: 'base64' });
  });

  test('of an open model has a rate and stages; of a closed one none, whatever stands in their fields', () => {
    const open = loadOf({ model: 'open', rate: '0.5', stages: '30s:500, 1m:0', precise: true });
    expect(open).toMatchObject({
      rate: 0.5,
      precise: true,
      stages: [
        { seconds: 30, rate: 500 },
        { seconds: 60, rate: 0 },
      ],
    });
    expect(isOpenModel(loadOf({ rate: '50', stages: '1s:5', precise: true }))).toBe(false);
    expect(Object.keys(errors({ model: 'open', rate: '0' }))).toEqual(['rate']);
    expect(errors({ model: 'open', rate: '0', stages: '10s:50' })).toEqual({});
  });

  test('has TLS for https only, and no certificate without its key', () => {
    const ca = { name: 'ca.pem', text: 'CA' };
    expect(loadOf({ insecure: true, ca, serverName: ' s ' }, secure).tls).toMatchObject({
      ...{ insecure: true, caPem: 'CA', serverName: 's' },
    });
    expect(loadOf({ insecure: true, ca }).tls).toEqual(planFor('http://x/').tls);
    expect(Object.keys(errors({ cert: ca }, [secure]))).toEqual(['key']);
  });

  test.each([
    ['seconds', '0'],
    ['seconds', '2.5'],
    ['seconds', '601'],
    ['seconds', ''],
    ['rounds', '101'],
    ['connections', '10001'],
    ['threads', '65'],
    ['threads', '9'],
    ['warmupSeconds', '-1'],
    ['timeoutSeconds', 'soon'],
    ['requests', '1.5'],
    ['pipeline', '0'],
    ['path', 'search'],
    ['path', '/a b'],
    ['method', 'GET /'],
    ['headers', 'no colon'],
    ['kinds', []],
  ] as const)('refuses %s = %j and says so there', (field, value) => {
    expect(Object.keys(errors({ [field]: value }))).toEqual([field]);
  });

  test('takes a warm-up of half a second', () => {
    expect(planned({ warmupSeconds: '0.5' }).warmupSeconds).toBe(0.5);
  });

  test('tells all that is wrong at once', () => {
    expect(Object.keys(errors({ seconds: '', path: '' })).sort()).toEqual(['path', 'seconds']);
  });
});

describe('two in one run', () => {
  test('are two services under the same load', () => {
    const { variants } = planned({ compare: 'service', nameB: 'new', path: '/x' }, [local, other]);
    expect(variants).toMatchObject([
      { label: 'A', pprofUrl: local.pprofUrl, load: { url: 'http://127.0.0.1:6060/x' } },
      { label: 'new', pprofUrl: other.pprofUrl, load: { url: 'http://127.0.0.1:6061/x' } },
    ]);
  });

  test('or two requests at one service', () => {
    const { variants } = planned({
      ...{
        compare: 'request',
        nameA: 'old',
        body: 'a',
        pathB: '/b',
        methodB: 'POST',
        headersB: 'X: 1',
        bodyB: 'b',
      },
    });
    expect(variants).toMatchObject([
      { label: 'old', pprofUrl: local.pprofUrl, load: { method: 'GET', body: 'a', headers: [] } },
      { label: 'B', pprofUrl: local.pprofUrl, load: { method: 'POST', body: 'b', headers: [['X', '1']] } },
    ]);
    expect(Object.keys(errors({ compare: 'request', pathB: 'b' }))).toEqual(['pathB']);
    expect(Object.keys(errors({ compare: 'request', load: false }))).toEqual(['compare']);
  });
});

describe('fields', () => {
  test('a path is taken as it is given: without its slash, or as a whole address of the service', () => {
    const origin = 'http://localhost:6060';
    expect(
      ['/a?b=c', 'a?b=c', ' /a ', `${origin}/a?b`, '', 'http://elsewhere/a'].map((path) =>
        tidiedPath(path, origin),
      ),
    ).toEqual(['/a?b=c', '/a?b=c', '/a', '/a?b', '', 'http://elsewhere/a']);
  });

  test('times, stages and headers are read as they are written', () => {
    expect(['30s', '1.5m', '250ms', '.5', '2 h', '1 day', ''].map(parseDuration)).toEqual([
      ...[30, 90, 0.25, 0.5, 7200, Number.NaN, Number.NaN],
    ]);
    expect(parseStages('10:5,\n1m : 7')).toMatchObject({
      ok: true,
      stages: [{ rate: 5 }, { seconds: 60, rate: 7 }],
    });
    expect(parseStages('10:5, 3')).toEqual({ ok: false, stage: '3' });
    expect(parseStages('10:5:1')).toEqual({ ok: false, stage: '10:5:1' });
    expect(parseHeaders('A: b: c\nB:')).toEqual({
      ok: true,
      headers: [
        ['A', 'b: c'],
        ['B', ''],
      ],
    });
    expect(parseHeaders('A b: c')).toEqual({ ok: false, line: 'A b: c' });
  });
});

describe('imports', () => {
  const origin = 'http://127.0.0.1:6060';

  test('of a curl command fill the fields of the request', () => {
    const form = withCurl(
      emptyForm,
      `curl -k '${origin}/orders?id=7' -H 'X-A: 1' -H 'Authorization: Bearer secret' -d '{"a":1}'`,
      origin,
    );
    expect(form).toMatchObject({
      ...{
        path: '/orders?id=7',
        method: 'POST',
        body: '{"a":1}',
        auth: 'bearer',
        token: 'secret',
        insecure: true,
      },
    });
    expect(form.headers).toContain('X-A: 1');
    expect(form.headers).not.toContain('secret');
    expect(() => withCurl(emptyForm, 'curl http://elsewhere/', origin)).toThrow('bad-argument');
  });

  test('of a HAR file and of a list of URLs keep all requests', () => {
    const entry = (url: string) => ({ request: { method: 'GET', url, headers: [] } });
    const har = JSON.stringify({
      log: { entries: [entry(`${origin}/a`), entry(`${origin}/b`), entry('http://x/c')] },
    });
    const form = withHar(emptyForm, har, 'x.har', origin);
    expect(form).toMatchObject({ path: '/a', targets: { name: 'x.har', targets: [{ url: `${origin}/b` }] } });
    expect(planned({ ...form, load: true }).variants[0]!.load!.targets).toHaveLength(1);
    const listed = withUrlList(emptyForm, '/a\nPOST /b\n', 'urls.txt', origin);
    expect(listed.targets!.targets.map((t) => t.method)).toEqual(['GET', 'POST']);
  });
});

test('the form a window starts with is complete enough to record', () => {
  expect(planOf(emptyForm, [{ name: '', target: local }], 'x').ok).toBe(true);
});
