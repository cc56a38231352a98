import { describe, expect, it } from 'vitest';
import { beginningOf, prepareCalls } from '../../../main/load/calls';
import { type LoadPlan, loadLimits, loadTargetSchema } from '../../../proto/load';
import { planOf, thrownBy } from './helpers';

const target = (url: string, changes: object = {}) => loadTargetSchema.parse({ url, ...changes });
const calls = (changes: Partial<LoadPlan>) =>
  prepareCalls(planOf({ url: 'http://localhost/own', ...changes }), 'x');
const paths = (bytes: Uint8Array) =>
  [
    ...Buffer.from(bytes)
      .toString()
      .matchAll(/^[A-Z]+ (\S+) HTTP/gm),
  ].map(([, path]) => path);

describe('prepareCalls', () => {
  it('makes one call of a plan of one request', () => {
    const [only, ...others] = calls({});
    expect(others).toEqual([]);
    expect(only).toMatchObject({ count: 1, heads: null, closes: false, ends: [only.bytes.length] });
  });

  it('goes round in the plan and its targets, which change what they name', () => {
    const made = calls({
      headers: [
        ['X-A', 'plan'],
        ['X-B', 'plan'],
      ],
      targets: [
        target('/second', {
          method: 'POST',
          body: 'aGk=',
          bodyEncoding: 'base64',
          headers: [['x-a', 'own']],
        }),
        target('http://localhost/third', { method: 'HEAD' }),
      ],
    });
    const texts = made.map(({ bytes }) => Buffer.from(bytes).toString());
    expect(made.map(({ heads }) => heads)).toEqual([null, null, [true]]);
    expect(texts[0]).toMatch(/^GET \/own .*X-A: plan\r\nX-B: plan\r\n/s);
    expect(texts[1]).toMatch(/^POST \/second .*X-B: plan\r\nx-a: own\r\n.*\r\n\r\nhi$/s);
    expect(texts[2]).toMatch(/^HEAD \/third /);
  });

  it('puts as many requests into a call as the pipeline is deep, and ends the round where it began', () => {
    const made = calls({ pipeline: 2, targets: [target('/b'), target('/c')] });
    expect(made.map(({ bytes }) => paths(bytes))).toEqual([
      ['/own', '/b'],
      ['/c', '/own'],
      ['/b', '/c'],
    ]);
  });

  it('can be cut to its first requests', () => {
    const [call] = calls({ pipeline: 3, targets: [target('/b', { method: 'HEAD' }), target('/c')] });
    const cut = beginningOf(call, 2);
    expect(paths(cut.bytes)).toEqual(['/own', '/b']);
    expect(cut).toMatchObject({ count: 2, heads: [false, true] });
  });

  it('closes where the plan says so', () => {
    const [call] = calls({ close: true });
    expect(call.closes).toBe(true);
    expect(Buffer.from(call.bytes).toString()).toContain('Connection: close\r\n');
  });

  it.each([['http://other.test/'], ['https://localhost/'], ['http://localhost:81/']])(
    'refuses the target %s: one host is resolved and confirmed',
    (url) => {
      expect(thrownBy(() => calls({ targets: [target(url)] }))?.code).toBe('bad-url');
    },
  );

  it('refuses bodies too long to keep', () => {
    const body = 'x'.repeat(loadLimits.bodyBytes + 1);
    expect(thrownBy(() => calls({ method: 'POST', body }))?.code).toBe('bad-argument');
    const large = 'x'.repeat(loadLimits.bodyBytes);
    expect(thrownBy(() => calls({ method: 'POST', body: large, pipeline: 64 }))?.code).toBe('bad-argument');
  });

  it('are refused where all threads together would hold too much of them', () => {
    const plan = planOf({ url: 'http://127.0.0.1/', method: 'POST', body: 'x'.repeat(16 * 1024 * 1024) });
    expect(thrownBy(() => prepareCalls({ ...plan, threads: 64 }, 'test'))).toMatchObject({
      code: 'bad-argument',
      facts: { reason: expect.stringContaining('64 threads') },
    });
    expect(prepareCalls({ ...plan, threads: 4 }, 'test')).toHaveLength(1);
  });
});
