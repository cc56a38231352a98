import { describe, expect, it } from 'vitest';
import { wholeShape } from '../../../engine/analysis/types';
import { type FlameSeen, usualSeen } from '../../../engine/flame/look';
import { decodePprof } from '../../../engine/formats/pprof/decode';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { emptyQuery } from '../../../engine/query/query';
import { textProfile } from '../../helpers/text-profile';
import { createTestApp } from '../../renderer/state/app';
import { attributeOf, boxesOf } from '../render/drawn';

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

  it('says nothing in pprof of what filters took away', async () => {
    const { profileId } = await open(before);
    const write = async (id: number) => {
      const bytes = await engine.call('export', {
        ...{ format: 'pprof-plain', title: 'mine', profileIds: [id], treeId: 0, sampleType: 'cpu' },
        ...{ normalisation: 'absolute', sides: [] },
      });
      return { bytes, words: text(bytes) };
    };
    const { profileId: derived } = await engine.call('derive', {
      profileId,
      query: { ...emptyQuery, ignore: 'rest' },
    });
    const [whole, part] = [await write(profileId), await write(derived)];
    expect(whole.words).toMatch(/rest.*rest\.go/s);
    expect(part.words).toContain('work.go');
    expect(part.words).not.toContain('rest');
    expect(part.bytes.length).toBeLessThan(whole.bytes.length);
    const back = decodePprof(part.bytes, 'part');
    expect([...back.samples.values[0]!]).toEqual([30]);
    const nothing = await engine.call('derive', { profileId, query: emptyQuery });
    expect((await write(nothing.profileId)).bytes).toEqual(whole.bytes);
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

  it('is written in the unit that is shown, where people read it', async () => {
    const { profileId } = await open(before);
    const { treeId } = await engine.call('flame', { profileId, sampleIndex: 0, unit: 'us' });
    const write = async (format: string) =>
      text(
        await engine.call('export', {
          ...{ format, treeId, unit: 'us', title: 'mine', profileIds: [profileId] },
          ...{ sampleType: 'cpu', normalisation: 'absolute', sides: [] },
        }),
      );
    expect(await write('csv')).toContain('work,work.go,0.03,75,0.03,75');
    expect((await write('csv')).split('\r\n')[0]).toBe('function,file,flat (us),flat (%),cum (us),cum (%)');
    for (const format of ['svg', 'html']) {
      expect(await write(format), format).toContain('0.03us (75.00%)');
      expect(await write(format), format).not.toContain('30ns');
    }
    // What programs read keeps the file's own unit.
    expect(await write('folded')).toContain('main;work 30');
    expect(await write('json')).toContain('"unit":"nanoseconds"');
  });

  it('is written in the unit of a comparison, too', async () => {
    const profileIds = [(await open(before)).profileId, (await open(after)).profileId];
    const { treeId } = await engine.call('compare', {
      ...{ before: profileIds[0]!, after: profileIds[1]!, sampleType: 'cpu', unit: 'us' },
      normalisation: { kind: 'absolute' },
    });
    const asked = { treeId, profileIds, unit: 'us', title: 'x', sampleType: 'cpu', sides: [] };
    for (const format of ['csv', 'svg', 'html']) {
      const written = text(await engine.call('export', { ...asked, format, normalisation: 'absolute' }));
      expect(written, format).toMatch(/0\.02/);
      expect(written, format).not.toMatch(/\b20ns/);
    }
  });

  it('tells how far it is, and is not written where nobody wants it any more', async () => {
    const columns = Array.from({ length: 300 }, (_, n) => n);
    const wide = `${columns.map(() => 'main').join(' ')}\n${columns.map((n) => `f${n}`).join(' ')}\n${columns.map(() => 10).join(' ')}`;
    const { profileId } = await open(wide);
    const { treeId } = await engine.call('flame', { profileId, sampleIndex: 0 });
    const asked = {
      ...{ treeId, profileIds: [profileId], title: 'x', sampleType: 'cpu', sides: [] },
      normalisation: 'absolute' as const,
    };
    for (const { id: format } of await engine.call('exports', { kind: 'profile' })) {
      const told: number[] = [];
      await engine.call('export', { ...asked, format }, { onProgress: (done) => told.push(done) });
      expect(told.length, format).toBeGreaterThan(0);
      expect(
        [...told].sort((a, b) => a - b),
        format,
      ).toEqual(told);
      expect(
        told.every((done) => done >= 0 && done <= 1),
        format,
      ).toBe(true);
      const abort = new AbortController();
      const never = engine.call('export', { ...asked, format }, { signal: abort.signal });
      abort.abort();
      await expect(never, format).rejects.toThrow('cancelled');
    }
  });

  it('is drawn as it is seen: in another order, zoomed, searched', async () => {
    const { profileId } = await open('main main main\nb c a\n30 50 20');
    const { treeId } = await engine.call('flame', { profileId, sampleIndex: 0, unit: 'us' });
    const shape = { ...wholeShape, order: 'name' as const };
    const { frame } = await engine.call('shape', { treeId, shape });
    const asked = {
      ...{ treeId, profileIds: [profileId], title: 'x', sampleType: 'cpu', sides: [], unit: 'us' },
      normalisation: 'absolute' as const,
    };
    // Children of main by name: a, b, c. The third row after root and main is b's.
    const focus = 3;
    expect(frame).toHaveLength(5);
    const seen: FlameSeen = {
      ...usualSeen({ self: [new Float64Array(5)] }),
      ...{ shape, upright: true, focus, search: '^c$' },
      place: { node: focus, from: 0, to: 1 },
    };
    for (const format of ['svg', 'html']) {
      const svg = text(await engine.call('export', { ...asked, format, seen }));
      const picture = svg.slice(svg.indexOf('<svg'));
      const boxes = boxesOf(picture);
      expect(boxes.map(({ name }) => name)).toEqual(['root', 'main', 'a', 'b', 'c']);
      expect(boxes.filter(({ shown }) => shown).map(({ name }) => name)).toEqual(['root', 'main', 'b']);
      expect(boxes.find(({ classes }) => classes.includes('found'))?.name).toBe('c');
      expect(attributeOf(picture, 'data-zoom')).toBe('3');
      expect(attributeOf(picture, 'data-upright')).toBe('');
      expect(picture).toContain('0.03us');
    }
  });

  it('is refused in a format that there is none of', async () => {
    const { profileId } = await open(before);
    const asked = { title: 'x', profileIds: [profileId], treeId: 0, sampleType: 'cpu', sides: [] } as const;
    await expect(
      engine.call('export', { ...asked, format: 'papyrus', normalisation: 'absolute' }),
    ).rejects.toThrow('bad-argument');
  });
});
