import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exportAs, exporters } from '../../../engine/export/registry';
import { readProfile } from '../../../engine/formats/index';
import { decodePprof } from '../../../engine/formats/pprof/decode';
import { gzipNode } from '../../../main/services/gzip';
import { inflateNode } from '../../../main/services/inflate';
import { describeProfile } from '../../helpers/pprof-oracle';
import { bytesBy, comparisonSubject, profileSubject } from './subjects';

const bytes = readFileSync(fileURLToPath(new URL('../../fixtures/go-heap.pb.gz', import.meta.url)));

describe('a pprof file', () => {
  it('says all that the profile says, compressed or not', async () => {
    const profile = await readProfile(bytes, 'heap', inflateNode);
    const subject = profileSubject(profile);
    const plain = await bytesBy('pprof-plain', subject);
    expect(describeProfile(decodePprof(plain, 'plain'))).toEqual(describeProfile(profile));
    const pprof = exporters.find(({ id }) => id === 'pprof')!;
    const zipped = await exportAs(pprof, subject, { gzip: gzipNode });
    expect([zipped[0], zipped[1]]).toEqual([0x1f, 0x8b]);
    expect(await exportAs(pprof, subject, { gzip: gzipNode })).toEqual(zipped);
    expect(await inflateNode(zipped, 1 << 20)).toEqual(plain);
  });

  it('shows the sample type first that is meant', async () => {
    const profile = await readProfile(bytes, 'heap', inflateNode);
    const sampleIndex = profile.sampleTypes.findIndex(({ type }) => type === 'alloc_objects');
    const back = decodePprof(await bytesBy('pprof-plain', profileSubject(profile, { sampleIndex })), 'back');
    expect(back.defaultSampleType).toBe('alloc_objects');
  });

  it('cannot be a comparison', async () => {
    const profile = await readProfile(bytes, 'heap', inflateNode);
    await expect(bytesBy('pprof', comparisonSubject(profile, profile))).rejects.toMatchObject({
      failure: { code: 'bad-argument', facts: { reason: 'a comparison cannot be written as pprof' } },
    });
  });
});
