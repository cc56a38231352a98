import type { Gzip } from '../export/types';
import { encodePprof } from '../formats/pprof/encode';
import { ProfileBuilder } from '../model/builder';
import type { Calls, Task } from './task';

/** So many stacks keep the loops going long enough to be compiled, and take some milliseconds a round. */
const stacks = 2000;
const functions = 1000;
const depth = 24;
/** After so many rounds the machine code of decoding and of growing trees is there. */
const rounds = 4;

/**
 * Opens a made-up profile and draws its tree, some times over, and keeps nothing of it. Code that has never run is
 * slow: a first profile of 15,000 stacks takes more than twice the time of a second one. Done while nobody waits,
 * it is the first profile that a person opens which is quick.
 * @returns the profile's file
 */
export async function warmUp(calls: Omit<Calls, 'warmUp'>, gzip: Gzip, task: Task): Promise<Uint8Array> {
  const silent: Task = { ...task, progress: () => {} };
  const bytes = await gzip(encodePprof(madeUpProfile()));
  for (let round = 0; round < rounds; round++) {
    await task.step();
    const opened = await calls.open({ name: 'warm-up', bytes: bytes.slice(), base: null }, silent);
    const { profileId } = opened.value;
    try {
      const { value } = await calls.flame({ profileId, sampleIndex: 1 }, silent);
      calls.drop({ treeId: value.treeId }, silent);
    } finally {
      calls.close({ profileId }, silent);
    }
  }
  return bytes;
}

/** As a Go program's CPU profile is made: two sample types, a location a line, labels here and there. */
function madeUpProfile() {
  const builder = new ProfileBuilder(
    [
      { type: 'samples', unit: 'count' },
      { type: 'cpu', unit: 'nanoseconds' },
    ],
    { periodType: { type: 'cpu', unit: 'nanoseconds' }, period: 10_000_000n },
  );
  const mapping = builder.mapping({ filename: '/bin/app', buildId: 'ab', start: 0x1000n, limit: 0x90000n });
  const locations = Array.from({ length: functions }, (_, i) =>
    builder.location({
      mapping,
      address: BigInt(0x1000 + 16 * i),
      lines: [
        {
          function: builder.function({ name: `example.com/app.call${i}`, filename: '/src/app.go' }),
          line: i + 1,
        },
      ],
    }),
  );
  // Numbers that look like chance and are the same each time.
  let state = 1;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
  for (let sample = 0; sample < stacks; sample++) {
    // Roots are shared by many stacks, leaves by few.
    const stack = Array.from({ length: depth }, (_, i) => locations[below(functions >> (i >> 2))]!);
    const labels = sample % 3 === 0 ? [{ key: 'worker', text: String(sample % 8) }] : [];
    builder.sample(stack, [1, 10_000_000], labels);
  }
  return builder.build();
}
