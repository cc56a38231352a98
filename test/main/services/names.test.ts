import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLibraryFolder } from '../../../main/services/library-folder';
import { createRunId } from '../../../main/services/run-id';
import { runSchema } from '../../../proto/run';

describe("a run's id", () => {
  it('is readable', () => {
    expect(createRunId('2026-03-19T07:12:07.123Z', 'Before the Café-cache!')).toMatch(
      /^20260319T071207123Z-before-the-cafe-cache-[0-9a-f]{10}$/,
    );
    expect(createRunId('2026-03-19T07:12:07.123Z', '…')).toMatch(/^20260319T071207123Z-[0-9a-f]{10}$/);
  });

  it('is a valid folder name whatever the label, sorts by time, and is never the same twice', () => {
    const time = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(time, time, fc.string({ unit: 'binary', maxLength: 200 }), (a, b, label) => {
        const [idA, idB] = [createRunId(a.toISOString(), label), createRunId(b.toISOString(), label)];
        expect(runSchema.shape.id.safeParse(idA).success).toBe(true);
        expect(idA).toMatch(/^[A-Za-z0-9-]+$/);
        expect(idA).not.toBe(idB);
        if (a < b) expect(idA < idB).toBe(true);
      }),
    );
  });
});

describe('the library is kept', () => {
  it.each([
    ['linux', {}, '/home/me/.local/share/flamebench/runs'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/flamebench/runs'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/me/.local/share/flamebench/runs'],
    ['darwin', {}, '/home/me/Library/Application Support/Flamebench/runs'],
    ['win32', { APPDATA: 'C:\\Data' }, 'C:\\Data\\Flamebench\\runs'],
    ['linux', { FLAMEBENCH_LIBRARY: '/mine', XDG_DATA_HOME: '/data' }, '/mine'],
  ] as const)('on %s with %j in %s', (platform, env, folder) => {
    expect(defaultLibraryFolder(env, platform, '/home/me')).toBe(folder);
  });
});
