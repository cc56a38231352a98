import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topTable } from '../../../engine/analysis/top';
import { buildTree } from '../../../engine/analysis/tree';
import { foldedFormat } from '../../../engine/formats/folded/format';
import { formatTree, textProfile } from '../../helpers/text-profile';
import { profileOf, profileOfText } from '../analysis/profile-of';
import { bytesBy, comparisonSubject, hostileNames, profileOfNames, profileSubject, textBy } from './subjects';

describe('folded stacks', () => {
  it('are a line a stack, root first, in the order of names', async () => {
    const profile = textProfile(`
      main  main  main  .
      work  work  rest  .
      hash  .     .     .
      30    20    10    5`);
    expect(await textBy('folded', profileSubject(profile))).toBe(
      '[no stack] 5\nmain;rest 10\nmain;work 20\nmain;work;hash 30\n',
    );
  });

  it('of a comparison have both values, also where one side has none', async () => {
    const subject = comparisonSubject(profileOfText('m a 5\nm b 1'), profileOfText('m a 3\nm c 2'));
    const lines = (await textBy('folded', subject)).trimEnd().split('\n').sort();
    expect(lines).toEqual(['m;a 5 3', 'm;b 1 0', 'm;c 0 2']);
  });

  it('write fractions as digits', async () => {
    const subject = comparisonSubject(profileOfText('m 1'), profileOfText('m 4'), {
      kind: 'per-request',
      requests: [8_000_000, 3],
    });
    expect(await textBy('folded', subject)).toBe('m 0.000000125 1.333333\n');
  });

  it('keep a name in its place, whatever it holds', async () => {
    const text = await textBy('folded', profileSubject(profileOfNames(hostileNames)));
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(hostileNames.length);
    for (const line of lines) expect(line).toMatch(/^main;[^;]+ \d+$/);
    expect(text).toContain('main;ends in a number_42 15000\n');
    expect(text).toContain('main;one:two, "three" 14000\n');
  });

  it('read back as the same tree', async () => {
    const name = fc.constantFrom(
      'main',
      'a.b',
      'std::map<int, int>::at(int) const',
      'λ',
      'x y',
      'net/http.(*conn).serve',
    );
    const stacks = fc.array(
      fc.record({
        stack: fc.array(name, { minLength: 1, maxLength: 6 }),
        value: fc.integer({ min: 1, max: 1e9 }),
      }),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    await fc.assert(
      fc.asyncProperty(stacks, async (samples) => {
        const profile = profileOf(samples);
        const back = foldedFormat.read(await bytesBy('folded', profileSubject(profile)), 'x.folded');
        const tree = (each: typeof profile) =>
          formatTree(buildTree([{ profile: each, sampleIndex: 0 }], { order: 'name' }));
        expect(tree(back)).toEqual(tree(profile));
        expect(topTable(back, 0).total).toBe(topTable(profile, 0).total);
      }),
      { numRuns: 50 },
    );
  });
});
