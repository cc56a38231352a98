import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { captureKinds, type Target } from '../../../proto/run';
import { emptyForm, type RunForm } from '../../../renderer/state/run-form';
import { commandOf, formOf } from '../../../renderer/state/run-line';
import { planOf } from '../../../renderer/state/run-plan';

const serviceUrl = 'http://127.0.0.1:6060/';
const target: Target = { serviceUrl, pprofUrl: `${serviceUrl}debug/pprof/`, loopback: true, offers: [] };
const same = (url: string) => url.startsWith(serviceUrl);
const back = (form: RunForm, from = form) => formOf(commandOf(form, serviceUrl), from, same);

const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((t) => t.replaceAll('\0', '').trim());
const whole = (min: number, max: number) => fc.integer({ min, max }).map(String);
const path = fc.webPath().map((p) => `/${p.replace(/^\/+/, '')}`);
const token = fc.stringMatching(/^[A-Za-z][A-Za-z-]{0,10}$/);
const headers = fc
  .array(fc.tuple(token, fc.stringMatching(/^[!-~]{0,12}$/)), { maxLength: 3 })
  .map((list) => list.map(([name, value]) => `${name}: ${value}`).join('\n'));
const file = fc.option(text.filter((t) => t !== '').map((name) => ({ name, text: 'PEM' })));
const stages = fc
  .array(fc.tuple(whole(0, 3600), whole(0, 1e6)), { maxLength: 3 })
  .map((list) => list.map(([s, r]) => `${s}s:${r}`).join(', '));

/** Forms that a person can have filled in rightly. */
const anyForm: fc.Arbitrary<RunForm> = fc.record({
  label: text,
  load: fc.boolean(),
  path,
  connections: whole(64, 10_000),
  threads: whole(1, 64),
  model: fc.constantFrom('closed', 'open'),
  rate: fc.oneof(whole(1, 1e6), fc.constant('0.5')),
  stages,
  precise: fc.boolean(),
  requests: fc.oneof(fc.constant(''), whole(1, 1e9)),
  timeoutSeconds: fc.constantFrom('10', '0.5', '600'),
  pipeline: whole(1, 64),
  close: fc.boolean(),
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
  headers,
  body: text,
  bodyFile: fc.option(
    fc.record({ name: text.filter((t) => t !== ''), base64: fc.constant('YWI='), bytes: fc.constant(2) }),
  ),
  auth: fc.constantFrom('none', 'basic', 'bearer'),
  user: fc.stringMatching(/^[a-z]{1,8}$/),
  password: text,
  token: fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/),
  targets: fc.constant(null),
  script: fc.option(fc.constant({ name: 'a.lua', language: 'lua' as const, source: 'wrk.method = "PUT"' })),
  scriptArgs: fc.constantFrom('', 'one', "'two words' -c 3"),
  insecure: fc.boolean(),
  ca: file,
  cert: fc.constant(null),
  key: fc.constant(null),
  serverName: fc.constantFrom('', 'service.test'),
  warmupSeconds: fc.constantFrom('0', '0.5', '2', '600'),
  seconds: whole(1, 600),
  kinds: fc.subarray([...captureKinds], { minLength: 1 }),
  rounds: whole(1, 100),
  compare: fc.constantFrom('nothing', 'service', 'request'),
  nameA: text,
  nameB: text,
  serviceB: fc.constant('localhost:6061'),
  pathB: path,
  methodB: fc.constantFrom('GET', 'POST'),
  headersB: headers,
  bodyB: text,
  target: fc.constant(0),
});

describe('the form and its command line', () => {
  test('mean the same plan', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        // Two requests cannot be compared without load.
        const fair = { ...form, load: form.load || form.compare === 'request' };
        const targets = [{ name: '', target }, ...(fair.compare === 'service' ? [{ name: '', target }] : [])];
        const planned = planOf(fair, targets, 'name');
        expect(planned.ok || planned.errors).toBe(true);
        const read = back(fair);
        expect(read.ok || read.error).toBe(true);
        if (read.ok) expect(planOf(read.form, targets, 'name')).toEqual(planned);
      }),
      { numRuns: 300 },
    );
  });

  test('are the same again, field by field, after going through the line', () => {
    fc.assert(
      fc.property(anyForm, fc.boolean(), (form, loopback) => {
        const there = (each: RunForm) => formOf(commandOf(each, serviceUrl, loopback), each, same);
        const first = there(form);
        // The first time fields that say nothing go back to how they begin, and blanks go.
        if (!first.ok) return;
        expect(there(first.form)).toEqual({ ok: true, form: first.form });
      }),
      { numRuns: 300 },
    );
  });

  test('do not change each other any more after the first time', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const read = back(form);
        if (read.ok) expect(commandOf(read.form, serviceUrl)).toBe(commandOf(form, serviceUrl));
      }),
    );
  });

  test('say which hosts are to be loaded where they are not this machine, and take that back', () => {
    const box = 'http://box.test:6060/';
    const form = { ...emptyForm, compare: 'service' as const, serviceB: 'https://[fd00::7]:1/x' };
    const line = commandOf(form, box, false);
    expect(line).toContain('--confirm-host box.test');
    expect(line).toContain('--confirm-host fd00::7');
    const read = formOf(line, emptyForm, (url) => url.startsWith(box));
    expect(read.ok && commandOf(read.form, box, false)).toBe(line);
    for (const serviceB of ['localhost:6061', ':6061', '127.0.0.1:1', 'http://[::1]:1/']) {
      expect(commandOf({ ...form, serviceB }, serviceUrl)).not.toContain('--confirm-host');
    }
    expect(commandOf({ ...form, load: false }, box, false)).not.toContain('--confirm-host');
  });

  test('say little where little is asked', () => {
    expect(commandOf({ ...emptyForm, path: '/search?q=lamp' }, serviceUrl)).toBe(
      [
        'flamebench record http://127.0.0.1:6060/',
        '--profiles cpu',
        '--seconds 10',
        '--warmup 2',
        "--load '/search?q=lamp'",
        '--connections 8',
      ].join(' \\\n  '),
    );
    expect(commandOf({ ...emptyForm, load: false }, serviceUrl)).toBe(
      'flamebench record http://127.0.0.1:6060/ \\\n  --profiles cpu \\\n  --seconds 10',
    );
  });

  test('take a pasted line over, and what it does not say as it is at the beginning', () => {
    const read = formOf(
      `flamebench record --load /a --rate 200 --profiles heap,cpu --header 'X-A: 1' --basic me:a:b --against-load /b`,
      { ...emptyForm, connections: '99', body: 'old' },
      same,
    );
    expect(read).toMatchObject({
      ok: true,
      form: {
        ...{ path: '/a', model: 'open', rate: '200', kinds: ['cpu', 'heap'], headers: 'X-A: 1' },
        ...{ auth: 'basic', user: 'me', password: 'a:b', connections: '8', body: '' },
        ...{ compare: 'request', pathB: '/b' },
      },
    });
  });

  test.each([
    ['flamebench record --profiles gpu', 'profiles'],
    ['flamebench record http://elsewhere/', 'service'],
    ['flamebench record --body-file order.json', 'file'],
    ['flamebench record --sped 3', 'unknown'],
  ])('refuse %s with a reason', (command, kind) => {
    const read = formOf(command, emptyForm, same);
    expect(read.ok || read.error.kind).toBe(kind);
  });

  test('keep to the service where a path looks like another host', () => {
    const form = { ...emptyForm, path: '//elsewhere/x' };
    expect(commandOf(form, serviceUrl)).toContain('--load http://127.0.0.1:6060//elsewhere/x');
    const read = back(form);
    expect(read.ok && read.form.path).toBe('//elsewhere/x');
  });

  test('keep a file that the line names, as it is in the form already', () => {
    const script = { name: 'a.lua', language: 'lua' as const, source: 'x' };
    const read = formOf('record --load / --script a.lua', { ...emptyForm, script }, same);
    expect(read.ok && read.form.script).toEqual(script);
    const without = formOf('record --load /', { ...emptyForm, script }, same);
    expect(without.ok && without.form.script).toBeNull();
  });
});
