import { describe, expect, it } from 'vitest';
import { type TreeSummary, treeSummary } from '../../../../engine/tables/summary';
import { atOnce } from '../../../../engine/work/work';
import { caveatsOf, findingsOf, isAllKnown } from '../../../../renderer/views/summary/findings';
import { words } from '../../../../renderer/words/words';
import { readPprof } from '../../../engine/analysis/pprof-top';
import { profileOf } from '../../../engine/analysis/profile-of';
import { fixture, sampledOf, sampledPair } from '../../../engine/tables/go-pprof';
import { textProfile } from '../../../helpers/text-profile';

const kinds = (summary: TreeSummary) =>
  findingsOf(summary).map((finding) => (finding.kind === 'category' ? finding.id : finding.kind));

describe('what stands out', () => {
  it('in a CPU profile: few observations, idle cores, the heaviest, kinds of work, recursion', () => {
    const summary = atOnce(treeSummary(sampledOf(readPprof(fixture('go-cpu.pb.gz')), 1)));
    expect(kinds(summary)).toEqual(
      expect.arrayContaining(['few', 'busy', 'heaviest', 'gc', 'formatting', 'recursion']),
    );
    for (const finding of findingsOf(summary)) {
      if (finding.kind === 'category') expect(words().summary.categories[finding.id].title).not.toBe('');
    }
  });

  it('in a heap profile: how much of what was allocated is garbage, and no talk of the allocator', () => {
    const found = kinds(atOnce(treeSummary(sampledOf(readPprof(fixture('go-heap.pb.gz')), 1))));
    expect(found).toContain('churn');
    expect(found).not.toContain('allocation');
  });

  it('in goroutines, which are all there: no talk of few observations', () => {
    const types = [{ type: 'goroutine', unit: 'count' }];
    const header = { periodType: types[0]!, period: 1n };
    const summary = atOnce(treeSummary(sampledOf(textProfile('main main\nwait run\n4 2', types, header))));
    expect(summary.profiles[0]!.observations).toBeNaN();
    expect(kinds(summary)).not.toContain('few');
  });

  it('in a profile of waits: how often and how long', () => {
    const types = [
      { type: 'contentions', unit: 'count' },
      { type: 'delay', unit: 'nanoseconds' },
    ];
    const summary = atOnce(
      treeSummary(sampledOf(textProfile('main main\nlock rest\n4 6\n300 700', types), 1)),
    );
    expect(findingsOf(summary)).toContainEqual({ kind: 'contention', times: 10, mean: 100 });
  });

  it('in the difference of two profiles: that it is one, and no talk of how it was taken', () => {
    const summary = atOnce(
      treeSummary(
        sampledOf(
          profileOf([
            { stack: ['main', 'a'], value: 5 },
            { stack: ['main', 'b'], value: -7 },
          ]),
        ),
      ),
    );
    expect(summary.total).toEqual([12]);
    expect(kinds(summary)).toEqual(['difference', 'heaviest']);
    expect(findingsOf(summary)[1]).toMatchObject({ value: -7, isChange: true });
  });

  it('in an empty profile: nothing', () => {
    expect(findingsOf(atOnce(treeSummary(sampledOf(profileOf([])))))).toEqual([]);
  });
});

describe('whether two profiles compare', () => {
  const pair = atOnce(
    treeSummary(
      sampledPair(profileOf([{ stack: ['a'], value: 1 }]), profileOf([{ stack: ['a'], value: 1 }])),
    ),
  );
  const [facts] = pair.profiles;
  const with_ = (part: object) => ({ ...facts!, durationMs: 1000, period: 10, ...part });

  it('is not doubted where nothing differs', () => {
    expect(caveatsOf([with_({}), with_({ durationMs: 1040 })], [100, 104])).toEqual([]);
  });

  it('is not vouched for where duration or sampling is unknown', () => {
    expect(isAllKnown([with_({}), with_({})])).toBe(true);
    expect(isAllKnown([with_({}), with_({ durationMs: 0 })])).toBe(false);
    expect(isAllKnown([with_({ period: 0 }), with_({})])).toBe(false);
  });

  it('is where duration, load or period differ, or requests are known of one only', () => {
    expect(caveatsOf([with_({}), with_({ durationMs: 2000 })], [0, 0]).map(({ kind }) => kind)).toEqual([
      'duration',
    ]);
    expect(caveatsOf([with_({}), with_({})], [100, 150])).toEqual([
      { kind: 'rate', before: 100, after: 150 },
    ]);
    expect(caveatsOf([with_({}), with_({ period: 20 })], [0, 0]).map(({ kind }) => kind)).toEqual(['period']);
    const inUnit = (unit: string, period: number) => with_({ period, periodType: { type: 'cpu', unit } });
    expect(caveatsOf([inUnit('microseconds', 1000), inUnit('nanoseconds', 1e6)], [0, 0])).toEqual([]);
    expect(caveatsOf([inUnit('microseconds', 1000), inUnit('nanoseconds', 1e7)], [0, 0])).toEqual([
      { kind: 'period', before: 1000, after: 10_000, unit: 'microseconds' },
    ]);
    expect(caveatsOf([inUnit('bytes', 1000), inUnit('nanoseconds', 1e7)], [0, 0])).toEqual([]);
    expect(caveatsOf([with_({}), with_({})], [100, 0])).toEqual([{ kind: 'no-load', which: 'after' }]);
  });
});
