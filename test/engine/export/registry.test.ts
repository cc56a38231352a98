import { describe, expect, it } from 'vitest';
import { exporterOf, exporters } from '../../../engine/export/registry';
import { textProfile } from '../../helpers/text-profile';
import { profileOfText } from '../analysis/profile-of';
import { bytesBy, comparisonSubject, hostileNames, profileOfNames, profileSubject, textBy } from './subjects';

describe('the exporters', () => {
  it('have ids and endings that tell them apart', () => {
    expect(new Set(exporters.map(({ id }) => id)).size).toBe(exporters.length);
    for (const exporter of exporters) {
      expect(exporter.profile ?? exporter.comparison).toBeDefined();
      for (const ending of exporter.extensions) expect(ending).toMatch(/^(\.[a-z]+)+$/);
      const kind = exporter.profile === undefined ? 'comparison' : 'profile';
      expect(exporterOf(`x${exporter.extensions[0]}`, kind)).toBe(exporter);
    }
  });

  it.each([
    ['x.pb.gz', 'profile', 'pprof'],
    ['x.pb', 'profile', 'pprof-plain'],
    ['X.FOLDED', 'profile', 'folded'],
    ['x.txt', 'comparison', 'folded'],
    ['x.json', 'profile', 'speedscope'],
    ['x.speedscope.json', 'profile', 'speedscope'],
    ['x.top.json', 'profile', 'json'],
    ['x.json', 'comparison', 'json'],
    ['x.html', 'comparison', 'html'],
    ['x.pb.gz', 'comparison', undefined],
    ['x.gz', 'profile', undefined],
    ['json', 'profile', undefined],
  ] as const)('%s of a %s is %s', (name, kind, id) => {
    expect(exporterOf(name, kind)?.id).toBe(id);
  });

  it.each(exporters.map(({ id }) => id))(
    '%s writes profiles of nothing, of negative values, of any names',
    async (id) => {
      // Folded stacks of nothing are an empty file.
      expect(await bytesBy(id, profileSubject(profileOfText('')))).toBeInstanceOf(Uint8Array);
      const named = await bytesBy(id, profileSubject(profileOfNames(hostileNames)));
      expect(named.length).toBeGreaterThan(hostileNames.length);
      if (id === 'speedscope') return;
      expect((await bytesBy(id, profileSubject(profileOfText('m a -5\nm b 3')))).length).toBeGreaterThan(0);
    },
  );

  it.each(exporters.map(({ id }) => id))(
    '%s takes names that every object has for no more than names',
    async (id) => {
      for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
        const types = [{ type: name, unit: name }];
        const profile = textProfile(`${name} ${name}\n${name} then\n3 4`, types);
        const bytes = await bytesBy(id, profileSubject(profile));
        if (id !== 'pprof') expect(new TextDecoder().decode(bytes)).toContain(name);
        if (exporters.find((each) => each.id === id)!.comparison === undefined) continue;
        expect((await bytesBy(id, comparisonSubject(profile, profile))).length).toBeGreaterThan(0);
      }
    },
  );

  it.each(exporters.filter(({ comparison }) => comparison).map(({ id }) => id))(
    '%s writes comparisons of nothing, and of all to nothing',
    async (id) => {
      const [nothing, something] = [profileOfText(''), profileOfText('m a 5')];
      for (const [before, after] of [
        [nothing, nothing],
        [nothing, something],
        [something, nothing],
      ] as const) {
        expect(await bytesBy(id, comparisonSubject(before, after))).toBeInstanceOf(Uint8Array);
      }
    },
  );

  it('write call graphs', async () => {
    const subject = profileSubject(profileOfText('main read 250\nmain 750'));
    expect(await textBy('dot', subject)).toMatch(/^digraph /);
    expect(await textBy('callgrind', subject)).toContain('events: cpu(ns)');
  });

  it('leave out the frames that the profile asks to drop, in every table', async () => {
    const profile = profileOfText('main malloc 5', { dropFrames: 'malloc' });
    for (const id of ['folded', 'speedscope', 'csv', 'json', 'html', 'svg', 'dot']) {
      expect(await textBy(id, profileSubject(profile))).not.toContain('malloc');
    }
  });
});
