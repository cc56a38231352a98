import { encodePprof } from '../formats/pprof/encode';
import { defaultSampleIndex } from '../model/profile';
import type { Exporter, ProfileSubject } from './types';

/** The profile whole, as profile.proto has it. The sample type that is meant becomes the default one. */
function encoded({ profile, sampleIndex }: ProfileSubject): Uint8Array {
  const meant = profile.sampleTypes[sampleIndex];
  if (meant === undefined || sampleIndex === defaultSampleIndex(profile)) return encodePprof(profile);
  return encodePprof({ ...profile, defaultSampleType: meant.type });
}

export const pprofExporter: Exporter = {
  id: 'pprof',
  label: 'pprof, compressed',
  extensions: ['.pb.gz', '.pprof', '.prof'],
  async profile(subject, { gzip, pace }) {
    const bytes = encoded(subject);
    pace.progress(0.4);
    await pace.step();
    const packed = await gzip(bytes);
    pace.progress(1);
    await pace.step();
    return packed;
  },
};

export const plainPprofExporter: Exporter = {
  id: 'pprof-plain',
  label: 'pprof, not compressed',
  extensions: ['.pb'],
  profile: encoded,
};
