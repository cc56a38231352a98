import { describe, expect, it } from 'vitest';
import { profileOfText } from '../analysis/profile-of';
import { comparisonSubject, hostileNames, profileOfNames, profileSubject, textBy } from './subjects';

describe('a table for programs', () => {
  it('is the top table with its unit', async () => {
    const subject = profileSubject(profileOfText('main read 250\nmain 750'), { requests: 12 });
    expect(JSON.parse(await textBy('json', subject))).toEqual({
      format: 'flamebench-top',
      version: 1,
      title: 'title',
      sampleType: 'cpu',
      unit: 'nanoseconds',
      total: 1000,
      requests: 12,
      durationNanos: 0,
      rows: [
        { name: 'main', file: '', flat: 750, cum: 1000 },
        { name: 'read', file: '', flat: 250, cum: 250 },
      ],
    });
  });

  it('is the table of differences, before and after', async () => {
    const subject = comparisonSubject(profileOfText('m a 50'), profileOfText('m a 30'), {
      kind: 'per-request',
      requests: [10, 5],
    });
    expect(JSON.parse(await textBy('json', subject))).toEqual({
      format: 'flamebench-diff',
      version: 1,
      title: 'title',
      names: ['old', 'new'],
      sampleType: 'cpu',
      unit: 'nanoseconds/request',
      normalisation: 'per-request',
      total: [5, 6],
      requests: [10, 5],
      durationNanos: [0, 0],
      rows: [
        { name: 'a', file: '', flat: [5, 6], cum: [5, 6] },
        { name: 'm', file: '', flat: [0, 0], cum: [5, 6] },
      ],
    });
  });

  it('is JSON with no rows and with any names', async () => {
    expect(JSON.parse(await textBy('json', profileSubject(profileOfText('')))).rows).toEqual([]);
    const { rows } = JSON.parse(await textBy('json', profileSubject(profileOfNames(hostileNames))));
    expect(rows).toHaveLength(hostileNames.length + 1);
  });
});
