import { describe, expect, it } from 'vitest';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { emptyQuery } from '../../../engine/query/query';
import { textProfile } from '../../helpers/text-profile';
import { createTestApp } from '../../renderer/state/app';

const { engine } = createTestApp({});
const open = (drawing: string) =>
  engine.call('open', {
    name: 'p',
    bytes: encodePprof(textProfile(drawing, [{ type: 'cpu', unit: 'nanoseconds' }])),
    base: null,
  });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const before = 'main main\nwork rest\n30 10';
const after = 'main main\nwork rest\n50 10';

describe('what is shown', () => {
  it('is written in each format that can hold it', async () => {
    const { profileId } = await open(before);
    const { treeId } = await engine.call('flame', { profileId, sampleIndex: 0 });
    const formats = await engine.call('exports', { kind: 'profile' });
    expect(formats.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['pprof', 'folded', 'svg', 'html', 'csv']),
    );
    for (const { id } of formats) {
      const bytes = await engine.call('export', {
        format: id,
        title: 'mine',
        profileIds: [profileId],
        treeId,
        sampleType: 'cpu',
        normalisation: 'absolute',
        sides: [{ name: 'mine', requests: 0 }],
      });
      expect(bytes.length, id).toBeGreaterThan(10);
      if (id === 'folded') expect(text(bytes)).toBe('main;rest 10\nmain;work 30\n');
    }
  });

  it('is written as filters left it', async () => {
    const { profileId } = await open(before);
    const derived = await engine.call('derive', { profileId, query: { ...emptyQuery, focus: 'work' } });
    const bytes = await engine.call('export', {
      format: 'folded',
      title: 'mine',
      profileIds: [derived.profileId],
      treeId: 0,
      sampleType: 'cpu',
      normalisation: 'absolute',
      sides: [],
    });
    expect(text(bytes)).toBe('main;work 30\n');
  });

  it('is a comparison where it has two sides', async () => {
    const profileIds = [(await open(before)).profileId, (await open(after)).profileId];
    const { treeId } = await engine.call('compare', {
      before: profileIds[0]!,
      after: profileIds[1]!,
      sampleType: 'cpu',
      normalisation: { kind: 'absolute' },
    });
    const [one, two] = [
      { name: 'slow', requests: 0 },
      { name: 'fast', requests: 0 },
    ];
    const bytes = await engine.call('export', {
      format: 'folded',
      title: 'slow → fast',
      profileIds,
      treeId,
      sampleType: 'cpu',
      normalisation: 'absolute',
      sides: [one, two],
    });
    expect(text(bytes)).toBe('main;work 30 50\nmain;rest 10 10\n');
  });

  it('is refused in a format that there is none of', async () => {
    const { profileId } = await open(before);
    const asked = { title: 'x', profileIds: [profileId], treeId: 0, sampleType: 'cpu', sides: [] } as const;
    await expect(
      engine.call('export', { ...asked, format: 'papyrus', normalisation: 'absolute' }),
    ).rejects.toThrow('bad-argument');
  });
});
