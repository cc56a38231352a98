import { describe, expect, it } from 'vitest';
import type { FlameData } from '../../../engine/worker/protocol';
import type { OpenProfile, Session } from '../../../renderer/state/session';
import {
  defaultChoice,
  fairNormalisation,
  noPerRequest,
  normalisationOf,
  normalisationSentence,
  sampleChoices,
  sidesOf,
} from '../../../renderer/workspace/comparable';
import { effective } from '../../../renderer/workspace/effective';
import { emptyChoices } from '../../../renderer/workspace/model';
import { matchedWords } from '../../../renderer/workspace/search-box';

const cpu = [
  { type: 'samples', unit: 'count' },
  { type: 'cpu', unit: 'nanoseconds' },
];
const heap = [
  { type: 'alloc_space', unit: 'bytes' },
  { type: 'inuse_space', unit: 'bytes' },
];

function profile(sampleTypes = cpu, requests = 0, durationMs = 10_000): OpenProfile {
  const info = {
    profileId: 1,
    name: 'p',
    sampleTypes,
    defaultSampleIndex: 1,
    samples: 5,
    timeMs: 0,
    durationMs,
  };
  return {
    info: { ...info, comments: [], period: 0, periodUnit: '', buildId: '' },
    source: 'file:1',
    title: 'p',
    origin: 'p.pb.gz',
    kind: 'unknown',
    requests,
    run: '',
  };
}

const pair = (before: OpenProfile, after: OpenProfile): Session => ({ kind: 'comparison', before, after });

describe('what can be compared', () => {
  it('is what both captures measure, in units that can be compared', () => {
    const other = [
      { type: 'cpu', unit: 'milliseconds' },
      { type: 'samples', unit: 'nanoseconds' },
    ];
    expect(sampleChoices(pair(profile(cpu), profile(other))).map((c) => c.type)).toEqual(['cpu']);
    expect(sampleChoices(pair(profile(cpu), profile(heap)))).toEqual([]);
  });

  it('has two names where two sample types have one', () => {
    const twice = [
      { type: 'space', unit: 'count' },
      { type: 'space', unit: 'bytes' },
    ];
    const session: Session = { kind: 'single', profile: profile(twice) };
    expect(sampleChoices(session).map(({ type, index }) => [type, index])).toEqual([
      ['space', 0],
      ['space/bytes', 1],
    ]);
    const choices = { ...emptyChoices, sampleType: 'space/bytes' };
    expect(effective(session, choices).sample).toMatchObject({ index: 1, unit: 'bytes' });
    expect(noPerRequest(session, 'space/bytes')).toMatch(/in use/);
  });

  it('begins with the default of the profile, or the last that there is', () => {
    const choices = sampleChoices({ kind: 'single', profile: profile(heap) });
    expect(defaultChoice(choices, profile(heap).info)?.type).toBe('inuse_space');
    expect(defaultChoice(choices.slice(0, 1), profile(heap).info)?.type).toBe('alloc_space');
    expect(defaultChoice([], profile(heap).info)).toBeUndefined();
  });
});

describe('the fair normalisation', () => {
  it('is per request where requests of both are known', () => {
    const session = pair(profile(cpu, 100), profile(cpu, 300));
    expect(fairNormalisation(session, 'cpu')).toBe('per-request');
    expect(normalisationOf('per-request', session)).toEqual({ kind: 'per-request', requests: [100, 300] });
  });

  it('is absolute for captures of equal length, and by totals for others', () => {
    expect(fairNormalisation(pair(profile(cpu, 5), profile(cpu, 0)), 'cpu')).toBe('absolute');
    expect(fairNormalisation(pair(profile(cpu), profile(cpu, 0, 10_300)), 'cpu')).toBe('absolute');
    expect(fairNormalisation(pair(profile(cpu), profile(cpu, 0, 30_000)), 'cpu')).toBe('equal-totals');
  });

  it('never divides what is in use by requests', () => {
    const session = pair(profile(heap, 100), profile(heap, 300));
    expect(fairNormalisation(session, 'inuse_space')).toBe('absolute');
    expect(noPerRequest(session, 'inuse_space')).toMatch(/in use/);
    expect(noPerRequest(session, 'alloc_space')).toBeUndefined();
  });

  it('says what is missing', () => {
    expect(noPerRequest(pair(profile(cpu, 1), profile()), 'cpu')).toMatch(/requests/);
  });
});

describe('what a normalisation makes of the numbers', () => {
  it('is said, and of equal totals that they cannot be where one is 0', () => {
    expect(normalisationSentence('equal-totals', [5, 7])).toMatch(/totals are equal/);
    expect(normalisationSentence('equal-totals')).toMatch(/totals are equal/);
    expect(normalisationSentence('equal-totals', [0, 7])).toMatch(/as measured/);
    expect(normalisationSentence('absolute', [0, 0])).toMatch(/as measured/);
  });
});

describe('sides', () => {
  const layout = (width: number) => ({ start: Float64Array.of(0), width: Float64Array.of(width) });
  const tree = (...widths: number[]): FlameData => ({
    treeId: 1,
    hasTimeOrder: false,
    frames: { names: 'root', files: '', packages: '' },
    parent: Int32Array.of(-1),
    frame: Int32Array.of(0),
    firstChild: Int32Array.of(0),
    childCount: Int32Array.of(0),
    layouts: widths.map(layout),
    self: [],
    total: [],
    rows: 1,
    unit: 'nanoseconds',
  });

  it('take their totals from their own drawings', () => {
    const session = pair(profile(), profile());
    expect(sidesOf(session, tree(900, 400, 800), 'cpu', 'absolute').map((s) => s.total)).toEqual([400, 800]);
    const single: Session = { kind: 'single', profile: profile() };
    expect(sidesOf(single, tree(900), 'cpu', 'absolute').map((s) => s.total)).toEqual([900]);
  });

  it('divide by requests only values as measured', () => {
    const session = pair(profile(cpu, 100), profile(cpu, 200));
    const [before] = sidesOf(session, tree(9, 4, 8), 'cpu', 'absolute');
    expect(before!.perRequest!(400)).toBe(4);
    for (const kind of ['per-request', 'equal-totals'] as const) {
      expect(sidesOf(session, tree(9, 4, 8), 'cpu', kind).every((s) => s.perRequest === null)).toBe(true);
    }
  });

  it('say what a search matched on each', () => {
    const sides = sidesOf(pair(profile(), profile()), tree(1e9, 1e9, 5e8), 'cpu', 'absolute');
    const hits = { frameMatches: Uint8Array.of(0, 1, 1), matched: [250e6, 0] };
    expect(matchedWords(hits, sides, 'nanoseconds')).toEqual({
      short: 'matched 25.00% → 0%',
      long: '2 functions matched: 250ms of 1s → 0 of 500ms',
    });
    const none = { frameMatches: new Uint8Array(3), matched: [0, 0] };
    expect(matchedWords(none, sides, 'nanoseconds').short).toBe('no match');
  });
});

describe('what is shown before anything is chosen', () => {
  it('is the default, though a sample type may have no name', () => {
    const session = {
      kind: 'single',
      profile: profile([{ type: '', unit: '' }, ...cpu]),
    } as unknown as Session;
    const choices = { sampleType: '', normalisation: null } as unknown as Parameters<typeof effective>[1];
    expect(effective(session, choices).sample?.type).toBe('samples');
    expect(effective(session, { ...choices, sampleType: 'cpu' }).sample?.type).toBe('cpu');
  });
});
