import { describe, expect, it } from 'vitest';
import { profileString } from '../../../engine/text/profile-string';
import { readFixture, readText, refusal, stackLines, typeNames } from '../../helpers/fixture';

const sum = (column: Float64Array) => column.reduce((all, each) => all + each, 0);

describe('what perf records', () => {
  it('has a sample type per event, clocks in nanoseconds', async () => {
    const profile = await readFixture('perf-script/default.txt');
    expect(typeNames(profile)).toEqual(['samples/count', 'page-faults/count', 'cpu-clock/nanoseconds']);
    expect(profile.defaultSampleType).toBe('cpu-clock');
    expect(stackLines(profile)).toContain(
      'prog;__libc_start_call_main;mix 1 0 16666666 {comm=prog tid=12726 event=cpu-clock}',
    );
  });

  it('is the same with the fields in another shape', async () => {
    const plain = await readFixture('perf-script/default.txt');
    const other = await readFixture('perf-script/pid-tid.txt');
    expect(other.samples.values.map(sum)).toEqual(plain.samples.values.map(sum));
    expect(stackLines(other)[0]).toContain('{comm=prog pid=12726 tid=12726 event=page-faults}');
    // Without periods each sample counts once for its event.
    const bare = await readFixture('perf-script/no-time.txt');
    expect(typeNames(bare)).toEqual(['samples/count', 'page-faults/count', 'cpu-clock/count']);
    const [samples, faults, clock] = bare.samples.values.map(sum);
    expect(faults! + clock!).toBe(samples);
    expect(samples).toBe(plain.samples.length);
  });

  it('has source lines where they are shown', async () => {
    const profile = await readFixture('perf-script/srcline.txt');
    expect(profile.comments).toEqual([]);
    expect(profileString(profile)).toContain('mix prog.cc:11:0 s=0');
  });

  it('has one line per sample where no stacks were recorded', async () => {
    const profile = await readFixture('perf-script/one-line.txt');
    expect(stackLines(profile)[0]).toMatch(
      /^(prog;mix|swapper;.*|perf.*) 1 16666666 \{comm=\S+ tid=\d+ cpu=\d+\}$/,
    );
    expect(profile.comments).toEqual([]);
  });

  it('has the functions that V8 compiled', async () => {
    const profile = await readFixture('perf-script/jit.txt');
    expect(stackLines(profile).join('\n')).toMatch(/;JS:\*hash \S+program\.cjs:4:14 1 5000000/);
  });
});

describe('headings', () => {
  const stack = '\n\t            4011cf mix+0x29 (/usr/bin/prog)\n\n';

  it.each([
    ['prog 12 1.5: 250 cycles:', 'prog;mix 1 250 {comm=prog tid=12}'],
    ['prog 12/34 [003] 1.5: cycles:u:', 'prog;mix 1 {comm=prog pid=12 tid=34 cpu=3}'],
    ['prog 12 cycles:pp:', 'prog;mix 1 {comm=prog tid=12}'],
    [
      'prog 12 [001] d..2. 1.5: sched:sched_switch: prev_comm=prog prev_pid=12 ==> next_pid=0',
      'prog;mix 1 {comm=prog tid=12 cpu=1}',
    ],
    ['V8 Worker 2 12 1.5: cycles:', 'V8 Worker 2;mix 1 {comm=V8 Worker 2 tid=12}'],
    ['    kworker/0:1-eve 12 1.5: cycles:', 'kworker/0:1-eve;mix 1 {comm=kworker/0:1-eve tid=12}'],
    ['prog 12 1.5:', 'prog;mix 1 {comm=prog tid=12}'],
    ['prog cycles:', 'prog;mix 1 {comm=prog}'],
  ])('%s', async (heading, expected) => {
    expect(stackLines(await readText(heading + stack))).toEqual([expected]);
  });

  it('may follow each other without blank lines, as on the last line', async () => {
    const text = 'a 1 1.5: cycles:\n\t 4011cf f (x)\nb 2 1.6: cycles:\n\t 4011d0 g (x)';
    expect(stackLines(await readText(text))).toEqual(['a;f 1 {comm=a tid=1}', 'b;g 1 {comm=b tid=2}']);
  });
});

describe('frames', () => {
  const heading = 'prog 12 1.5: 250 cycles: \n';
  const stackOf = async (...frames: string[]) =>
    stackLines(
      await readText(`${heading}${frames.map((frame) => `\t          ${frame}\n`).join('')}\n`),
    )[0]!.split(' 1 250')[0];

  it('keep what belongs to their names', async () => {
    expect(await stackOf('1f std::foo(int, bar (*)(x))+0x5 (/usr/lib/x.so)')).toBe(
      'prog;std::foo(int, bar (*)(x))',
    );
    expect(await stackOf('1f Ptr::operator->() const+0x5 (/usr/bin/a)')).toBe('prog;Ptr::operator->() const');
    expect(await stackOf('1f main+0x5 (/usr/bin/a (deleted))')).toBe('prog;main');
  });

  it('without a name show where they are', async () => {
    expect(await stackOf('7f01 [unknown] (/usr/lib/x.so)', '7f02 [unknown] ([unknown])')).toBe(
      'prog;0x7f02;0x7f01',
    );
    const profile = await readText(`${heading}\t 7f01 [unknown] (/usr/lib/x.so)\n\n`);
    expect(profile.strings.get(profile.mappings.filename[0]!)).toBe('/usr/lib/x.so');
  });

  it('hold the functions inlined into them', async () => {
    const text = `${heading}\t 4011cf inner (inlined)\n\t 4011cf outer+0x5 (/usr/bin/a)\n\t 4011ff main+0x9 (/usr/bin/a)\n\n`;
    const profile = await readText(text);
    expect(stackLines(profile)).toEqual(['prog;main;outer;inner 1 250 {comm=prog tid=12}']);
    expect(profile.locations.length).toBe(3);
    expect(await stackOf('1f Lapp;::run->Lapp;::step+0x1 (/tmp/perf-12.map)')).toBe(
      'prog;Lapp;::run;Lapp;::step',
    );
  });
});

it('says where it is broken, and what it left out', async () => {
  const good = 'prog 12 1.5: cycles:\n\t 4011cf f (x)\n';
  expect(await refusal(`${good}\nneither\n`)).toBe("line 4: 'neither' is no heading of a sample");
  expect((await readText(`${good}\t!strange!\n\n`)).comments).toEqual([
    '1 lines inside of samples are no frames and were left out, line 3 first',
  ]);
  expect(await refusal('error 404 see: below\n  beef is bad\n')).toBe('not-a-profile');
});
