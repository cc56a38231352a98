import { expect, it } from 'vitest';
import { profileString } from '../../../engine/text/profile-string';
import { fixtureBytes, readBytes, readFixture, readText, refusal, stackLines } from '../../helpers/fixture';

it('reads goroutine?debug=2 as samples with state, creator and thread lock', async () => {
  const lines = stackLines(await readFixture('goroutine-dump/debug2.txt'));
  expect(lines).toHaveLength(6);
  expect(lines[1]).toBe(
    `${new Array(5).fill('main.recurse').join(';')} 1 ` +
      '{goroutine=22 state=chan receive created_by=main.main creator=1}',
  );
  expect(lines[5]).toBe(
    'main.main.func3 1 {goroutine=25 state=chan receive locked=thread created_by=main.main creator=1}',
  );
});

it('reads the traceback of a panic, with labels and inlined functions', async () => {
  const profile = await readFixture('goroutine-dump/panic.txt');
  expect(stackLines(profile).slice(0, 2)).toEqual([
    'main.main 1 {goroutine=1 state=running}',
    'runtime/pprof.Do;main.main.func1;main.(*worker).wait 1 ' +
      '{goroutine=20 state=chan receive kind=waiter created_by=main.main creator=1}',
  ]);
  // wait is inlined into func1: one location.
  expect(profile.locations.length).toBe(3);
  expect(profileString(profile)).toContain('main.(*worker).wait flamebench.test/panic/main.go:13:0');
});

it('reads every part of a heading', async () => {
  const text = [
    'goroutine 7 gp=0xc000002380 m=3 mp=0x5aa580 [select (no cases), 12 minutes, locked to thread]:',
    'main.main()',
    '\t/src/main.go:7 +0x1d fp=0xc0 sp=0xc1 pc=0x46',
    '...2 frames elided...',
    '',
    'goroutine 8 [running]:',
    '\tgoroutine running on other thread; stack unavailable',
    'created by main.main',
    '\t/src/main.go:5 +0x1',
    '[originating from goroutine 7]:',
    'main.ancestor()',
    '\t/src/main.go:1',
    '',
  ];
  expect(stackLines(await readText(text.join('\n')))).toEqual([
    'main.main 1 {goroutine=7 state=select (no cases) wait=12minutes locked=thread}',
    '[stack unavailable] 1 {goroutine=8 state=running created_by=main.main}',
  ]);
});

it('leaves out a goroutine that is cut off at the end, and says so', async () => {
  const profile = await readBytes(fixtureBytes('goroutine-dump/debug2.txt').subarray(0, 1500));
  expect(profile.samples.length).toBe(2);
  expect(profile.comments).toEqual([
    'The dump is cut off in the middle of goroutine 21, which was left out.',
  ]);
});

it('says where it is broken', async () => {
  const text = 'goroutine 1 [running]:\nmain.main()\nmain.other()\n\t/a.go:1\n\n';
  expect(await refusal(text)).toBe("line 3: 'main.main()' is not followed by the line of its source");
  expect(await refusal('goroutine 1 [running labels:{"a]:\n\ngoroutine 2 [idle]:\n')).toBe(
    "line 1: the goroutine's labels are broken",
  );
});
