import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFixture, readText, refusal, stackLines, typeNames } from '../../helpers/fixture';

it('reads what py-spy writes', async () => {
  const profile = await readFixture('folded/pyspy.folded');
  expect(typeNames(profile)).toEqual(['samples/count']);
  expect(stackLines(profile)[0]).toBe('<module> (program.py:24);work (program.py:18);mix (program.py:9) 39');
});

describe('counts', () => {
  it('come in pairs where two profiles are compared', async () => {
    const profile = await readText('a;b 1 2\na;c d 30 4\n');
    expect(typeNames(profile)).toEqual(['before/count', 'after/count']);
    expect(stackLines(profile)).toEqual(['a;b 1 2', 'a;c d 30 4']);
  });

  it('are single where one line has just one: then the other number is part of a name', async () => {
    expect(stackLines(await readText('a;worker 3 2\na;c 4\n'))).toEqual(['a;worker 3 2', 'a;c 4']);
  });

  it('keep their decimals, and the unit says so', async () => {
    const thousandths = await readText('a;b 1.5\na;c 2\n');
    expect(typeNames(thousandths)).toEqual(['samples/thousandths']);
    expect(stackLines(thousandths)).toEqual(['a;b 1500', 'a;c 2000']);
    const millionths = await readText('a;b 0.12345\na 1.\n');
    expect(typeNames(millionths)).toEqual(['samples/millionths']);
    expect(stackLines(millionths)).toEqual(['a;b 123450', 'a 1000000']);
  });
});

it('reads ends of lines, blank lines, comments and empty frames as other tools do', async () => {
  const text = '\uFEFF# made by hand\r\n\r\nmain;größe;;λ\t7\r\n;main; 2 \r\nmain 1';
  // The first line tells the format only together with those that follow.
  expect(stackLines(await readText(text))).toEqual(['main;größe;λ 7', 'main 2', 'main 1']);
});

it('says where it is broken', async () => {
  const many = 'a;b 1\n'.repeat(30);
  expect(await refusal(`${many}no count here\n`)).toBe("line 31: 'no count here' does not end with a count");
  expect(await refusal(`${many}a;b 99999999999999999999\n`)).toMatch(
    /^line 31: a count of 10+ lies beyond 2\^53$/,
  );
});

it('is not taken for text that merely ends in numbers', async () => {
  expect(await refusal('2026-11-23 start 1\n2026-11-23 stop 2\n')).toBe('not-a-profile');
  expect(await refusal('wait; then go\nand 5\n')).toBe('not-a-profile');
});

it('gives back every stack that is written', async () => {
  const frame = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
    .filter((name) => /^[^\s;#][^;\r\n\p{C}\p{Z}]*$/u.test(name));
  const line = fc.tuple(fc.array(frame, { minLength: 2, maxLength: 6 }), fc.nat());
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 40 }), async (all) => {
      const lines = all.map(([frames, count]) => `${frames.join(';')} ${count}`);
      expect(stackLines(await readText(lines.join('\n')))).toEqual(lines);
    }),
    { numRuns: 100 },
  );
});
