import { expect, it } from 'vitest';
import { mostHeldBytes, ResponseCollector } from '../../../main/load/response-collector';

const megabyte = new Uint8Array(1024 * 1024).fill(7);

it('hands on a body whole, and holds no more of endless ones than a thread may', () => {
  const lengths: number[] = [];
  const collectors = Array.from(
    { length: 12 },
    () => new ResponseCollector((_, __, body) => lengths.push(body.length)),
  );
  for (const collector of collectors) {
    collector.begin();
    for (let i = 0; i < 100; i++) collector.body(megabyte, 0, megabyte.length);
  }
  for (const collector of collectors) collector.deliver(200);
  const sum = lengths.reduce((all, each) => all + each, 0);
  expect(Math.max(...lengths)).toBe(64 * 1024 * 1024);
  expect(sum).toBeLessThanOrEqual(mostHeldBytes + 12 * 64 * 1024);

  // What was held is free again, when it was handed on and when its connection went.
  for (const collector of collectors) {
    lengths.length = 0;
    collector.begin();
    for (let i = 0; i < 10; i++) collector.body(megabyte, 0, megabyte.length);
    collector.deliver(200);
    expect(lengths).toEqual([10 * megabyte.length]);
    collector.begin();
    collector.body(megabyte, 0, megabyte.length);
    collector.release();
  }
});
