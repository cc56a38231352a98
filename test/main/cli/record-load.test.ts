import { describe, expect, it } from 'vitest';
import { askedLoad } from '../../../main/cli/record-load';
import { cli } from './capture-cli';

const service = 'http://127.0.0.1:7/base/';

async function planOf(
  values: Record<string, string | boolean | string[]>,
  side: 'before' | 'after' = 'before',
) {
  const asked = askedLoad({ positionals: [service], values }, side, []);
  return asked === null ? null : (await asked.planFor(service)).plan;
}

describe('what --load holds', () => {
  it('is a path of the service, a URL, or a line of wrk’s arguments', async () => {
    expect(await planOf({ load: '/search?q=a' })).toMatchObject({
      url: 'http://127.0.0.1:7/search?q=a',
      connections: 10,
      threads: 1,
      timeoutMs: 10_000,
      method: 'GET',
    });
    expect(await planOf({ load: 'http://127.0.0.1:8/x' })).toMatchObject({ url: 'http://127.0.0.1:8/x' });
    expect(await planOf({ load: `-t2 -c50 -R 200 -H 'X-A: b c' --timeout 3s /x` })).toMatchObject({
      url: 'http://127.0.0.1:7/x',
      connections: 50,
      threads: 2,
      rate: 200,
      timeoutMs: 3000,
      headers: [['X-A', 'b c']],
    });
    expect(await planOf({})).toBeNull();
  });

  it('confirms for each side its own host', async () => {
    const hosts = ['one.test', '[fd00::1]'];
    const asked = askedLoad(
      { positionals: [service], values: { load: '/x', 'confirm-host': hosts } },
      'before',
      [],
    );
    const confirmedFor = async (url: string) => (await asked!.planFor(url)).plan.confirmedHost;
    expect(await confirmedFor('http://ONE.test:1/')).toBe('one.test');
    expect(await confirmedFor('http://[fd00::1]/')).toBe('[fd00::1]');
    expect(await confirmedFor('http://127.0.0.1/')).toBe('one.test');
    expect(await planOf({ load: '--host two.test /x' })).toMatchObject({ confirmedHost: 'two.test' });
  });

  it('may be wrk’s whole command line, whose duration is the capture’s', () => {
    const asked = askedLoad({ positionals: [service], values: { load: 'wrk -d 30s -c4 /x' } }, 'before', []);
    expect(asked?.seconds).toBe(30);
  });

  it('is added to by the options of record', async () => {
    const values = {
      load: '/x',
      connections: '4',
      rate: '0.5',
      body: 'hello',
      header: ['A: 1', 'B: 2'],
      close: true,
    };
    expect(await planOf({ ...values, basic: 'me:secret', timeout: '2' })).toMatchObject({
      connections: 4,
      rate: 0.5,
      method: 'POST',
      body: 'hello',
      close: true,
      timeoutMs: 2000,
      headers: [
        ...[
          ['A', '1'],
          ['B', '2'],
        ],
        ['Authorization', 'Basic bWU6c2VjcmV0'],
      ],
    });
  });
});

describe('the side after', () => {
  const before = { load: '/x', connections: '4', method: 'PUT', body: 'one' };

  it('is loaded as the one before where only the service differs', async () => {
    expect(await planOf(before, 'after')).toEqual(await planOf(before));
  });

  it('has a request of its own where one is said', async () => {
    const plan = await planOf({ ...before, 'against-load': '/y', 'against-body': 'two' }, 'after');
    expect(plan).toMatchObject({ url: 'http://127.0.0.1:7/y', connections: 4, method: 'POST', body: 'two' });
  });
});

it.each([
  [['--load', '-c x /a'], "must be a whole number like 100 or 1k, not 'x'"],
  [['--load', "-H 'A: b /a"], 'without its end'],
  [['--load', '-c2 -t4 /a'], 'connections must be >= threads'],
  [['--connections', '4'], '--load is missing'],
  [['--against-name', 'b'], 'needs --against or --against-load'],
  [['--rounds', '0'], '--rounds must be a whole number from 1 to 100'],
  [['stray'], 'expected URL'],
])('record %j is refused before anything starts', async (argv, words) => {
  const { status, err } = await cli(['record', '127.0.0.1:1', ...argv]);
  expect(status).toBe(2);
  expect(err).toContain(words);
});
