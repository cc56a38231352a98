import { beforeAll, describe, expect, test } from 'vitest';
import { wholeShape } from '../../../engine/analysis/types';
import { exporters } from '../../../engine/export/registry';
import { usualSeen } from '../../../engine/flame/look';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { ProfileBuilder } from '../../../engine/model/builder';
import { emptyQuery } from '../../../engine/query/query';
import type { CallName, EngineAnswer, EngineCalls } from '../../../engine/worker/protocol';
import { createEngineService, type EngineService } from '../../../engine/worker/service';
import { gzipNode } from '../../../main/services/gzip';
import { inflateNode } from '../../../main/services/inflate';

const functions = 300;

/** Stacks so many and so different that every call about their tree has parts to stop between. */
function largeProfile(samples: number): Uint8Array {
  const builder = new ProfileBuilder([{ type: 'goroutine', unit: 'count' }]);
  const mapping = builder.mapping({ filename: '/bin/app', buildId: 'ab', start: 0x1000n, limit: 0x90000n });
  const locations = Array.from({ length: functions }, (_, i) =>
    builder.location({
      mapping,
      address: BigInt(0x1000 + i),
      lines: [{ function: builder.function({ name: `f${i}`, filename: '/src/app.go' }), line: i + 1 }],
    }),
  );
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 8;
  };
  for (let sample = 0; sample < samples; sample++) {
    const stack = Array.from({ length: 8 }, () => locations[next() % functions]!);
    builder.sample(stack, [1 + (next() % 9)], [{ key: 'who', text: `w${sample % 50}` }]);
  }
  return encodePprof(builder.build());
}

/** A text of a few megabytes. */
function textOf(piece: (i: number) => string): Uint8Array {
  return new TextEncoder().encode(Array.from({ length: 60_000 }, (_, i) => piece(i)).join(''));
}

const perfSample = (i: number) =>
  `app 12/34 [001] 1.000000: 100 cycles: \n\t            1000 f${i % functions}+0x1 (/bin/app)\n\n`;

/** Milliseconds that a look at this clock takes: every part of work is followed by a pause and a word. */
const lookMs = 50;

let service: EngineService;
/** What happens in the next pauses. */
let onPause: () => void = () => {};
let parts = 0;
let bytes: Uint8Array;
let lastId = 0;
let profileId: number;
let treeId: number;
let compared: number;

async function answersTo<N extends CallName>(name: N, argument: EngineCalls[N]['request'], id = ++lastId) {
  const answers: EngineAnswer[] = [];
  // The pairing of name and argument is checked by this function's own signature.
  const request = { id, name, argument } as Parameters<typeof service.handle>[0];
  await service.handle(request, (answer) => answers.push(answer));
  return answers;
}

async function ask<N extends CallName>(name: N, argument: EngineCalls[N]['request']) {
  const last = (await answersTo(name, argument)).at(-1)!;
  if (!('ok' in last) || !last.ok) throw new Error(JSON.stringify(last));
  return last.value as EngineCalls[N]['answer'];
}

beforeAll(async () => {
  let now = 0;
  service = createEngineService({
    inflate: inflateNode,
    gzip: gzipNode,
    pause: async () => {
      parts++;
      onPause();
    },
    now: () => (now += lookMs),
  });
  bytes = largeProfile(100_000);
  ({ profileId } = await ask('open', { name: 'large', bytes, base: null }));
  ({ treeId } = await ask('flame', { profileId, sampleIndex: 0 }));
  const normalisation = { kind: 'absolute' } as const;
  const sides = { before: profileId, after: profileId, sampleType: 'goroutine' };
  ({ treeId: compared } = await ask('compare', { ...sides, normalisation }));
});

/** Every call about a large tree: none may hold the worker until it is through. */
const calls: readonly (readonly [name: CallName, argument: () => Record<string, unknown>])[] = [
  ['open', () => ({ name: 'large', bytes, base: null })],
  ['open', () => ({ name: 'large', bytes, base: bytes })],
  [
    'open',
    () => ({
      name: 'large.folded',
      bytes: textOf((i) => `main;f${i % functions};g${i % 7} 3\n`),
      base: null,
    }),
  ],
  ['open', () => ({ name: 'large.perf', bytes: textOf(perfSample), base: null })],
  ['pool', () => ({ profileIds: [profileId, profileId], name: 'both' })],
  ['flame', () => ({ profileId, sampleIndex: 0 })],
  ['shape', () => ({ treeId, shape: { order: 'name', foldRecursion: true, pivot: null } })],
  [
    'compare',
    () => ({
      before: profileId,
      after: profileId,
      sampleType: 'goroutine',
      normalisation: { kind: 'absolute' },
    }),
  ],
  ['graph', () => ({ treeId, choice: { nodeCount: 80, nodeFraction: 0, edgeFraction: 0 } })],
  [
    'significance',
    () => ({
      treeId: compared,
      before: [profileId],
      after: [profileId],
      sampleType: 'goroutine',
      normalisation: 'absolute',
      query: emptyQuery,
      requests: null,
      paired: false,
    }),
  ],
  ['derive', () => ({ profileId, query: { ...emptyQuery, focus: 'f1' } })],
  ['top', () => ({ treeId })],
  ['diffRows', () => ({ treeId: compared })],
  ['search', () => ({ treeId, pattern: 'f1' })],
  ['neighbours', () => ({ treeId, frame: 5 })],
  ['bottomUp', () => ({ treeId, path: [] })],
  ['tags', () => ({ treeId })],
  ['traces', () => ({ treeId })],
  ['traceLabels', () => ({ treeId, nodes: [9] })],
  ['sourceLines', () => ({ treeId, file: '/src/app.go' })],
  ['codeSamples', () => ({ treeId, frame: 5 })],
  ['goroutines', () => ({ treeId })],
  ['treeSummary', () => ({ treeId })],
  ['treeSummary', () => ({ treeId: compared })],
  ...exporters.flatMap(({ id, profile, comparison }): (typeof calls)[number][] => [
    ...(profile === undefined ? [] : [['export', () => exported(id, [profileId], treeId)] as const]),
    ...(comparison === undefined
      ? []
      : [['export', () => exported(id, [profileId, profileId], compared)] as const]),
  ]),
];

/** What asks for a file; pictures are asked for in a shape that is not there yet. */
function exported(
  format: string,
  profileIds: readonly number[],
  tree: number,
): EngineCalls['export']['request'] {
  const seen = usualSeen({ self: profileIds.map(() => new Float64Array(1)) });
  return {
    format,
    title: 'large',
    profileIds,
    treeId: tree,
    sampleType: 'goroutine',
    normalisation: 'absolute',
    sides: [],
    seen: { ...seen, shape: { ...wholeShape, order: 'name' }, search: 'f1' },
  };
}

describe.each(calls)('%s of a large tree (%#)', (name, argument) => {
  const asked = (id?: number) => answersTo(name, argument() as never, id);

  test('tells how far it is, from 0 to 1 and never back', async () => {
    const answers = await asked();
    const shares = answers.flatMap((each) => ('progress' in each ? [each.progress] : []));
    expect(answers.at(-1)).toMatchObject({ ok: true });
    expect(shares.length).toBeGreaterThan(2);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares[0]).toBeGreaterThanOrEqual(0);
    expect(shares[0]).toBeLessThanOrEqual(0.5);
    expect(shares.at(-1)).toBeGreaterThanOrEqual(0.5);
    expect(shares.at(-1)).toBeLessThanOrEqual(1);
  });

  test('does no further part once it is cancelled', async () => {
    parts = 0;
    await asked();
    const all = parts;
    const id = ++lastId;
    parts = 0;
    onPause = () => {
      if (parts === 2) void service.handle({ cancel: id }, () => {});
    };
    const answers = await asked(id);
    onPause = () => {};
    expect(answers.at(-1)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(parts).toBe(2);
    expect(all).toBeGreaterThan(2);
  });
});
