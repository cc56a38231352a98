import { writePprof } from '../formats/pprof/encode';
import { defaultSampleIndex } from '../model/profile';
import type { Work } from '../work/work';
import type { Exporter, ProfileSubject } from './types';

/** The profile whole, as profile.proto has it. The sample type that is meant becomes the default one. */
function encoded({ profile, sampleIndex }: ProfileSubject): Work<Uint8Array> {
  const meant = profile.sampleTypes[sampleIndex];
  if (meant === undefined || sampleIndex === defaultSampleIndex(profile)) return writePprof(profile);
  return writePprof({ ...profile, defaultSampleType: meant.type });
}

export const pprofExporter: Exporter = {
  id: 'pprof',
  label: 'pprof, compressed',
  extensions: ['.pb.gz', '.pprof', '.prof'],
  isGzipped: true,
  profile: encoded,
};

export const plainPprofExporter: Exporter = {
  id: 'pprof-plain',
  label: 'pprof, not compressed',
  extensions: ['.pb'],
  profile: encoded,
};
