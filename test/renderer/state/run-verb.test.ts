import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  listFields,
  listFlags,
  type RecordLine,
  switchFields,
  switchFlags,
  valueFields,
  valueFlags,
} from '../../../engine/load/record-line/flags';
import { askedLoad } from '../../../main/cli/record-load';
import { recordVerb } from '../../../main/cli/verb-record';
import type { Target } from '../../../proto/run';
import { emptyForm, type RunForm } from '../../../renderer/state/run-form';
import { lineOf } from '../../../renderer/state/run-line';
import { planOf } from '../../../renderer/state/run-plan';

const serviceUrl = 'http://127.0.0.1:6060/';
const target: Target = { serviceUrl, pprofUrl: `${serviceUrl}debug/pprof/`, loopback: true, offers: [] };

/** What the verb's parser of options makes of a line. */
function valuesOf(line: RecordLine): Record<string, string | boolean | string[]> {
  const values: Record<string, string | boolean | string[]> = {};
  for (const field of valueFields) if (line[field] !== '') values[valueFlags[field]] = line[field];
  for (const field of switchFields) if (line[field]) values[switchFlags[field]] = true;
  for (const field of listFields) if (line[field].length > 0) values[listFlags[field]] = [...line[field]];
  return values;
}

const headers = fc
  .array(fc.tuple(fc.stringMatching(/^X-[a-z]{1,8}$/), fc.stringMatching(/^[!-~]{1,12}$/)), { maxLength: 3 })
  .map((list) => list.map(([name, value]) => `${name}: ${value}`).join('\n'));
const path = fc.webPath().map((p) => `/${p.replace(/^\/+/, '')}`);
const method = fc.constantFrom('GET', 'POST', 'DELETE');
const body = fc.stringMatching(/^[ -~]{0,20}$/);

/** Forms whose load the verb can read without files. */
const anyForm: fc.Arbitrary<RunForm> = fc
  .record({
    path,
    method,
    headers,
    body,
    connections: fc.integer({ min: 64, max: 10_000 }).map(String),
    threads: fc.integer({ min: 1, max: 64 }).map(String),
    model: fc.constantFrom('closed' as const, 'open' as const),
    rate: fc.constantFrom('0.5', '100', '20000'),
    stages: fc.constantFrom('', '10s:100, 60s:0', '0.5s:20'),
    precise: fc.boolean(),
    requests: fc.constantFrom('', '1000'),
    timeoutSeconds: fc.constantFrom('10', '500ms', '2.5', '1m'),
    pipeline: fc.constantFrom('1', '16'),
    close: fc.boolean(),
    auth: fc.constantFrom('none' as const, 'basic' as const, 'bearer' as const),
    user: fc.stringMatching(/^[a-z]{1,8}$/),
    password: fc.stringMatching(/^[ -~]{0,8}$/),
    token: fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/),
    pathB: path,
    methodB: method,
    headersB: headers,
    bodyB: body,
  })
  .map((part) => ({ ...emptyForm, ...part, compare: 'request' as const }));

test('every flag that the window writes is an option of the verb', () => {
  const flags = [...Object.values(valueFlags), ...Object.values(switchFlags), ...Object.values(listFlags)];
  expect(flags.filter((name) => recordVerb.options[name] === undefined)).toEqual([]);
});

test('the verb makes of the line the loads that the window makes of the form', async () => {
  await fc.assert(
    fc.asyncProperty(anyForm, async (form) => {
      const planned = planOf(form, [{ name: '', target }], 'name');
      if (!planned.ok) throw new Error(JSON.stringify(planned.errors));
      const args = { positionals: [serviceUrl], values: valuesOf(lineOf(form, serviceUrl)) };
      for (const [i, side] of (['before', 'after'] as const).entries()) {
        const { plan } = await askedLoad(args, side, [])!.planFor(serviceUrl);
        // How long a load lasts is the experiment's to say, here and there.
        const { seconds: _, ...load } = planned.plan.variants[i]!.load!;
        const { seconds: __, ...said } = plan;
        expect(said).toEqual(load);
      }
    }),
    { numRuns: 150 },
  );
});
