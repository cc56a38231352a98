import { expect, it } from 'vitest';
import { ProfileBuilder } from '../../../engine/model/builder';
import { FlamebenchError } from '../../../proto/errors';
import { readBytes, readText, refusal } from '../../helpers/fixture';

// Columns and fields of 64 bits cut larger numbers off without a word: they are refused before.

const stack = '1 1 @ 0x1\n';

it('refuses durations', async () => {
  const ms = 'ms since reset = 9007199254740991\n';
  expect(await refusal(`--- contention:\n${ms}${stack}`)).toMatch(
    /^line \d: its duration takes more than 64/,
  );
  expect(await refusal(`--- contentionz 1 ---\nformat = java\nresolution = ms\n${ms}${stack}`)).toMatch(
    /its duration takes more than 64/,
  );
  const raw = (duration: string) =>
    `PeriodType: cpu ns\nPeriod: 1\nDuration: ${duration}\nSamples:\na/b\nLocations\nMappings\n`;
  expect(await refusal(raw('9'.repeat(400).concat('s')))).toMatch(/is no duration$/);
  expect(await refusal(raw('99999999999s'))).toMatch(/its duration takes more than 64/);
  expect((await readText(raw('1.5s'))).durationNanos).toBe(1_500_000_000n);
  expect(await refusal('{"nodes": [], "x": {"callFrame": 1}, "startTime": 0, "endTime": 1e300}')).toMatch(
    /it lasted 1e\+300 µs/,
  );
});

it('refuses numbers of goroutines', async () => {
  const dump = (own: string, creator: string) =>
    `goroutine ${own} [running]:\nmain.f()\n\t/a.go:1\ncreated by main.g in goroutine ${creator}\n\t/a.go:2\n`;
  expect(await refusal(dump('9223372036854775808', '1'))).toMatch(/its number takes more than 64/);
  expect(await refusal(dump('1', '9223372036854775808'))).toMatch(/the number of its creator takes more/);
  const { samples } = await readText(dump('9223372036854775807', '1'));
  expect(samples.labels.num[0]).toBe(9223372036854775807n);
});

it('refuses periods that nanoseconds cannot tell exactly', async () => {
  for (const language of [0n, 1n]) {
    const words = new BigUint64Array([0n, 3n, language, 1n << 50n, 0n, 0n, 1n, 0n]);
    await expect(readBytes(new Uint8Array(words.buffer))).rejects.toMatchObject({
      failure: { code: 'malformed-profile', facts: { reason: 'its period is 1125899906842624 µs' } },
    });
  }
});

it('knows no line after the last that a double holds', async () => {
  const callFrame = { functionName: 'f', url: '', lineNumber: Number.MAX_SAFE_INTEGER, columnNumber: 1 };
  const { locations } = await readText(JSON.stringify({ head: { callFrame, selfSize: 8, children: [] } }));
  expect([...locations.lines.line]).toEqual([0]);
  expect([...locations.lines.column]).toEqual([2]);
});

it('lets no reader build them', () => {
  const count = [{ type: 'a', unit: 'b' }];
  const num = 1n << 63n;
  expect(() => new ProfileBuilder(count, { period: num })).toThrow(FlamebenchError);
  expect(() => new ProfileBuilder(count).sample([], [1], [{ key: 'k', num }])).toThrow(FlamebenchError);
  expect(() => new ProfileBuilder(count, { period: -num })).not.toThrow();
});
