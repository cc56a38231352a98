import type { JsonPlace } from '../../wire/json';
import { byRows, samplesInPart, type Work } from '../../work/work';
import type { AddStack } from './stacks';

/**
 * Reads an evented profile: frames are opened and closed, and between two events the stack that is open runs.
 *
 * @param frameCount how many frames there are to refer to.
 * @throws FlamebenchError 'malformed-profile'
 */
export function* readEvents(profile: JsonPlace, frameCount: number, add: AddStack): Work<void> {
  const open: number[] = [];
  let last = profile.at('startValue').number();
  const events = profile.at('events');
  const take = (event: JsonPlace) => {
    const at = event.at('at').number();
    const frame = event.at('frame').number();
    if (!Number.isInteger(frame) || frame < 0 || frame >= frameCount)
      event.fail(`frame ${frame} does not exist`);
    if (at < last) event.fail(`${at} lies before the event that precedes it`);
    if (at > last && open.length > 0) add(open, at - last, event);
    last = at;
    const type = event.at('type').text();
    if (type === 'O') {
      open.push(frame);
    } else if (type === 'C') {
      if (open.pop() !== frame) event.fail(`frame ${frame} is closed and is not the innermost one`);
    } else {
      event.fail(`'${type.slice(0, 20)}' is no type of event`);
    }
  };
  const part = (from: number, to: number) => {
    for (let i = from; i < to; i++) take(events.item(i));
  };
  yield* byRows(events.array().length, part, samplesInPart);
  const end = profile.at('endValue').number();
  if (end > last && open.length > 0) add(open, end - last, profile);
}

/**
 * Reads a sampled profile: stacks and how much each weighs.
 *
 * @throws FlamebenchError 'malformed-profile'
 */
export function* readSamples(profile: JsonPlace, frameCount: number, add: AddStack): Work<void> {
  const weights = profile.at('weights').numbers();
  const samples = profile.at('samples');
  const part = (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      const sample = samples.item(i);
      const stack = sample.numbers();
      const odd = stack.find((frame) => !Number.isInteger(frame) || frame < 0 || frame >= frameCount);
      if (odd !== undefined) sample.fail(`frame ${odd} does not exist`);
      const weight = weights[i];
      if (weight === undefined) sample.fail('it has no weight');
      add(stack, weight, sample);
    }
  };
  yield* byRows(samples.array().length, part, samplesInPart);
}
