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
  profile: (subject, { gzip }) => gzip(encoded(subject)),
};

export const plainPprofExporter: Exporter = {
  id: 'pprof-plain',
  label: 'pprof, not compressed',
  extensions: ['.pb'],
  profile: encoded,
};
