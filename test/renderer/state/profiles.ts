import type { OpenProfile } from '../../../renderer/state/session';

/** An open profile as the state holds it; `id` is its handle, `title` its name. */
export function openProfile(id: number, title: string, over: Partial<OpenProfile['info']> = {}): OpenProfile {
  return {
    info: {
      profileId: id,
      name: title,
      sampleTypes: [
        { type: 'samples', unit: 'count' },
        { type: 'cpu', unit: 'nanoseconds' },
      ],
      defaultSampleIndex: 1,
      samples: 10,
      timeMs: 0,
      durationMs: 0,
      comments: [],
      period: 0,
      periodUnit: '',
      buildId: '',
      ...over,
    },
    source: `file:${id}`,
    title,
    origin: title,
    kind: 'cpu',
    requests: 0,
    run: '',
  };
}
