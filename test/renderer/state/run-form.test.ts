import { describe, expect, test } from 'vitest';
import { experimentPlanSchema, type Target } from '../../../proto/run';
import { emptyForm, formFor, hostToConfirm, planOf, type RunForm } from '../../../renderer/state/run-form';

const local: Target = {
  serviceUrl: 'http://127.0.0.1:6060/api',
  pprofUrl: 'http://127.0.0.1:6060/debug/pprof/',
  loopback: true,
  offers: [
    { name: 'profile', count: -1 },
    { name: 'heap', count: 3 },
  ],
};
const remote: Target = { ...local, serviceUrl: 'http://Shop.example:6060/', loopback: false };

const plan = (over: Partial<RunForm> = {}, target = local) =>
  planOf({ ...formFor(target), ...over }, target, 'name');
const errors = (over: Partial<RunForm>, target = local) => {
  const planned = plan(over, target);
  return planned.ok ? {} : planned.errors;
};

describe('formFor', () => {
  test('points the load where the person pointed', () => {
    expect(formFor(local)).toMatchObject({ path: '/api', load: true, cpu: true });
  });

  test('drives no load at https, which the load generator does not speak', () => {
    expect(formFor({ ...local, serviceUrl: 'https://127.0.0.1/' }).load).toBe(false);
  });

  test('asks for no CPU profile from a service that offers only heap', () => {
    expect(formFor({ ...local, offers: [{ name: 'heap', count: 1 }] }).cpu).toBe(false);
  });
});

describe('planOf', () => {
  test('makes a plan that main accepts', () => {
    const planned = plan({
      path: '/search?q=lamp',
      connections: '32',
      threads: '4',
      seconds: '5',
      heap: true,
    });
    expect(planned.ok).toBe(true);
    if (!planned.ok) return;
    expect(experimentPlanSchema.parse(planned.plan)).toEqual(planned.plan);
    expect(planned.plan).toMatchObject({
      label: 'name',
      variants: [
        {
          pprofUrl: local.pprofUrl,
          load: {
            url: 'http://127.0.0.1:6060/search?q=lamp',
            connections: 32,
            threads: 4,
            confirmedHost: '',
          },
        },
      ],
      rounds: 1,
      captures: ['cpu', 'heap'],
      seconds: 5,
      warmupSeconds: 2,
    });
  });

  test('prefers the label that was typed', () => {
    const planned = plan({ label: '  before the cache ' });
    expect(planned.ok && planned.plan.label).toBe('before the cache');
  });

  test('without load has no warm-up and does not look at the fields of the load', () => {
    const planned = plan({ load: false, connections: 'x', path: '', warmupSeconds: '' }, remote);
    expect(planned.ok && planned.plan).toMatchObject({ variants: [{ load: null }], warmupSeconds: 0 });
  });

  test.each([
    ['seconds', '0'],
    ['seconds', '2.5'],
    ['seconds', '601'],
    ['seconds', 'ten'],
    ['seconds', ''],
    ['connections', '0'],
    ['connections', '10001'],
    ['threads', '65'],
    ['warmupSeconds', '-1'],
    ['path', 'search'],
    ['path', '/a b'],
  ] as const)('refuses %s = %j and says so there', (field, value) => {
    expect(Object.keys(errors({ [field]: value }))).toEqual([field]);
  });

  test('takes a warm-up of half a second', () => {
    const planned = plan({ warmupSeconds: '0.5' });
    expect(planned.ok && planned.plan.warmupSeconds).toBe(0.5);
  });

  test('refuses more threads than connections', () => {
    expect(Object.keys(errors({ connections: '2', threads: '3' }))).toEqual(['threads']);
  });

  test('refuses a recording of nothing', () => {
    expect(Object.keys(errors({ cpu: false, heap: false }))).toEqual(['cpu']);
  });

  test('tells all that is wrong at once', () => {
    expect(Object.keys(errors({ seconds: '', path: '' })).sort()).toEqual(['path', 'seconds']);
  });
});

describe('a host that is not this machine', () => {
  test('has to be typed before it is loaded', () => {
    expect(hostToConfirm(local)).toBe('');
    expect(hostToConfirm(remote)).toBe('shop.example');
    expect(Object.keys(errors({}, remote))).toEqual(['confirmedHost']);
    expect(Object.keys(errors({ confirmedHost: 'shop' }, remote))).toEqual(['confirmedHost']);
    const planned = plan({ confirmedHost: ' shop.example ' }, remote);
    expect(planned.ok && planned.plan.variants[0]!.load?.confirmedHost).toBe('shop.example');
  });

  test('need not be typed where only its profiles are read', () => {
    expect(plan({ load: false }, remote).ok).toBe(true);
  });
});

test('the form a window starts with is complete enough to record', () => {
  expect(planOf(emptyForm, local, 'x').ok).toBe(true);
});
