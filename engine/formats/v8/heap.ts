import { ProfileBuilder } from '../../model/builder';
import type { Profile } from '../../model/profile';
import { JsonPlace } from '../../wire/json';
import { type Work, within } from '../../work/work';
import { addCallFrame } from './call-frame';

/** A stack as a list that starts at the leaf; the part towards the root is shared. */
interface Stack {
  readonly location: number;
  readonly caller: Stack | null;
}

/** What of the work parsing is. */
const parsing = 0.5;
const nodesInPart = 1 << 12;

/**
 * Reads V8's sampling heap profile: a tree of calls with the bytes that each allocated and that are still
 * alive, as V8 estimates them.
 *
 * @throws FlamebenchError 'malformed-profile', 'too-large'
 */
export function* readHeapProfile(bytes: Uint8Array, name: string): Work<Profile> {
  const file = yield* within(0, parsing, JsonPlace.parse(bytes, name));
  const space = { type: 'inuse_space', unit: 'bytes' };
  const builder = new ProfileBuilder([space], { periodType: { type: 'space', unit: 'bytes' } });
  const waiting: { place: JsonPlace; caller: Stack | null }[] = [{ place: file.at('head'), caller: null }];
  const take = ({ place, caller }: (typeof waiting)[number]) => {
    const { location } = addCallFrame(builder, place.at('callFrame'));
    const stack = location < 0 ? caller : { location, caller };
    const size = place.at('selfSize');
    const selfSize = size.isMissing ? 0 : Math.round(size.number());
    if (!Number.isSafeInteger(selfSize)) size.fail(`${selfSize} lies beyond 2^53`);
    if (selfSize !== 0) builder.sample(rows(stack), [selfSize]);
    if (place.at('children').isMissing) return;
    const children = [...place.at('children').items()];
    for (const child of children.reverse()) waiting.push({ place: child, caller: stack });
  };
  const part = () => {
    let taken = 0;
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      take(next);
      if (++taken === nodesInPart) return;
    }
  };
  // How many nodes there are is not known before the last one.
  for (let done = parsing; waiting.length > 0; done += (1 - done) / 16) {
    part();
    yield done;
  }
  return builder.build();
}

function rows(leaf: Stack | null): number[] {
  const stack: number[] = [];
  for (let at = leaf; at !== null; at = at.caller) stack.push(at.location);
  return stack;
}
