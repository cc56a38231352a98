import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { afterPicture } from '../../../renderer/ui/after-picture';

let frames: (() => void)[] = [];
let done: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  frames = [];
  done = [];
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const say = (word: string) => () => {
  done.push(word);
};
const frame = () => {
  for (const callback of frames.splice(0)) callback();
};
/** Lets the timers of one turn fire. */
const turn = () => vi.advanceTimersToNextTimer();

test('work waits for the frame, and then each piece has a task of its own', () => {
  afterPicture(say('first'));
  afterPicture(say('second'));
  expect(done).toEqual([]);
  frame();
  expect(done).toEqual([]);
  turn();
  expect(done).toEqual(['first']);
  turn();
  expect(done).toEqual(['first', 'second']);
});

test('a window out of sight has no frames, and its work goes on all the same', () => {
  afterPicture(say('unseen'));
  vi.advanceTimersByTime(200);
  expect(done).toEqual(['unseen']);
  // The frame that comes in the end does nothing twice.
  frame();
  vi.advanceTimersByTime(200);
  expect(done).toEqual(['unseen']);
});

test('work that is called off is left out', () => {
  const callOff = afterPicture(say('off'));
  afterPicture(say('on'));
  callOff();
  frame();
  vi.advanceTimersByTime(200);
  callOff();
  expect(done).toEqual(['on']);
});

test('work put off by other work waits for the next picture', () => {
  afterPicture(() => {
    say('outer')();
    afterPicture(say('inner'));
  });
  frame();
  turn();
  expect(done).toEqual(['outer']);
  frame();
  vi.advanceTimersByTime(200);
  expect(done).toEqual(['outer', 'inner']);
});
