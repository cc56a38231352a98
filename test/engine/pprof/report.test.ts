import { describe, expect, it } from 'vitest';
import { ProfileBuilder } from '../../../engine/model/builder';
import type { Profile } from '../../../engine/model/profile';
import { defaultOptions, setOption } from '../../../engine/pprof/options';
import { utcPlace } from '../../../engine/pprof/place';
import { runReport } from '../../../engine/pprof/report';
import { textProfile } from '../../helpers/text-profile';

const cpu = textProfile(
  `
  main  main  main  idle
  work  work  rest  .
  hash  work  .     .
  .     hash  .     .
  30    20    10    5`,
  [{ type: 'cpu', unit: 'count' }],
);

function run(profile: Profile, command: string, set: Record<string, string> = {}, parameter?: string) {
  let options = setOption(defaultOptions(), 'compact_labels', 'true');
  for (const [name, value] of Object.entries(set)) options = setOption(options, name, value);
  const request = { command, options, place: utcPlace, ...(parameter === undefined ? {} : { parameter }) };
  const { output, notes } = runReport(profile, request);
  return { text: output.kind === 'text' ? output.text : '', notes };
}

/** The rows of a table as 'flat cum name'. */
function rows(profile: Profile, set: Record<string, string> = {}): string[] {
  const lines = run(profile, 'text', set).text.trimEnd().split('\n');
  const head = lines.findIndex((line) => line.includes('flat%'));
  return lines.slice(head + 1).map((line) => {
    const [flat, , , cum, , ...name] = line.trim().split(/\s+/);
    return `${flat} ${cum} ${name.join(' ')}`;
  });
}

describe('text', () => {
  it('counts recursion once', () => {
    expect(rows(cpu)).toEqual(['50 50 hash', '10 10 rest', '5 5 idle', '0 60 main', '0 50 work']);
  });

  it('keeps percentages of the whole when focused, unless told otherwise', () => {
    const shares = (set: Record<string, string>) => run(cpu, 'text', { focus: 'rest', ...set }).text;
    expect(shares({})).toContain('10 15.38% 15.38%         10 15.38%  rest');
    expect(shares({ relative_percentages: 't' })).toContain('10   100%   100%         10   100%  rest');
  });

  it('leaves light nodes out and says so', () => {
    const { text } = run(cpu, 'text', { nodefraction: '0.1' });
    expect(text).toContain('Dropped 1 node (cum <= 6)');
    expect(text).not.toContain('idle');
  });

  it('names the nodes it was limited to', () => {
    expect(run(cpu, 'top', { nodecount: '2' }).text).toContain('Showing top 2 nodes out of 5');
  });
});

describe('filters', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['ignore', { ignore: 'work' }, ['10 10 rest', '5 5 idle', '0 10 main']],
    ['focus and ignore', { focus: 'main', ignore: '^work$' }, ['10 10 rest', '0 10 main']],
    // A sample without frames left is gone; one without its leaf is flat at what called that.
    ['hide', { hide: 'hash|idle' }, ['50 50 work', '10 10 rest', '0 60 main']],
    ['show', { show: 'main' }, ['60 60 main']],
    ['show_from', { show_from: 'work' }, ['50 50 hash', '0 50 work']],
    ['prune_from', { prune_from: 'work' }, ['50 50 work', '10 10 rest', '5 5 idle', '0 60 main']],
    ['file names', { focus: 'rest\\.go' }, ['10 10 rest', '0 10 main']],
  ])('%s', (_name, set, expected) => {
    expect(rows(cpu, set)).toEqual(expected);
  });

  it('say when they match nothing', () => {
    const { text, notes } = run(cpu, 'text', { focus: 'nowhere' });
    expect(notes).toEqual(['Option focus matches no samples.']);
    expect(text).toContain('Showing nodes accounting for 0, 0% of 65 total');
  });
});

function tagged(): Profile {
  const builder = new ProfileBuilder([{ type: 'space', unit: 'bytes' }]);
  const at = (name: string) => builder.location({ lines: [{ function: builder.function({ name }) }] });
  builder.sample([at('a')], [1024], [{ key: 'bytes', num: 512n, unit: 'bytes' }]);
  builder.sample(
    [at('b')],
    [2048],
    [
      { key: 'bytes', num: 4096n, unit: 'bytes' },
      { key: 'user', text: 'ann' },
    ],
  );
  builder.sample([at('c')], [4096], [{ key: 'user', text: 'bob' }]);
  return builder.build();
}

describe('tag filters', () => {
  const names = (set: Record<string, string>) =>
    rows(tagged(), { unit: 'bytes', ...set }).map((row) => row.slice(-1));

  it.each([
    ['512b', ['a']],
    ['1kb:', ['b']],
    [':1kb', ['a']],
    ['256b:4kb', ['b', 'a']],
    ['bytes=4kb', ['b']],
    ['other=4kb', []],
    ['user=ann', ['b']],
    ['user=bob,ann', ['c', 'b']],
    ['user:bob', ['c']],
    // Without a key, all patterns must match some label.
    ['ann,user', ['b']],
    ['ann,bob', []],
  ])('tagfocus=%s leaves %j', (value, expected) => {
    expect(names({ tagfocus: value })).toEqual(expected);
  });

  it('tagroot puts labels above the root, tagleaf below the leaf', () => {
    const framed = rows(tagged(), { tagroot: 'user', tagleaf: 'bytes', unit: 'bytes' });
    expect(framed).toContain('0 2048B ann');
    expect(framed).toContain('2048B 2048B 4096B');
  });
});

describe('tree', () => {
  it('shows calls into and out of each node, and calls over nodes that are left out', () => {
    const { text } = run(cpu, 'tree', { nodecount: '2', sort: 'cum' });
    expect(text.split('\n').filter((line) => line.includes('|'))).toEqual([
      '         0     0%     0%         60 92.31%                | main',
      '                                                50 83.33% |   hash',
      '                                                50   100% |   main',
      '        50 76.92% 76.92%         50 76.92%                | hash',
    ]);
  });

  it('peek tells when nothing matches', () => {
    expect(() => run(cpu, 'peek', {}, 'nowhere')).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({ code: 'bad-argument', subject: 'peek' }),
      }),
    );
  });
});

describe('dot', () => {
  it('dots calls that jump over nodes', () => {
    const { text } = run(cpu, 'dot', { ignore: 'idle', nodecount: '2' });
    expect(text).toContain('style="dotted"');
    expect(text).toMatch(/^digraph "unnamed" \{\n/);
  });

  it('keeps names from ending a string', () => {
    const { text } = run(textProfile('a"]\\b\n1'), 'dot');
    expect(text).toContain('tooltip="a\\"]\\\\b (1)"');
  });
});

describe('requests', () => {
  it.each<[string, Record<string, string>]>([
    ['nonsense', {}],
    ['toString', {}],
    ['text', { sample_index: '9' }],
    ['text', { sample_index: 'nonsense' }],
    ['text', { divide_by: '0' }],
    ['text', { hide: '(' }],
  ])('refuse %s %j', (command, set) => {
    expect(() => run(cpu, command, set)).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'bad-argument' }) }),
    );
  });
});

describe('raw', () => {
  it('writes a period type also where none is known', () => {
    expect(cpu.periodType).toBeNull();
    expect(run(cpu, 'raw').text).toMatch(/^PeriodType: {2}\nPeriod: 0\n/);
  });
});
