import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultWrkCommand,
  parseWrkCommand,
  type WrkCommand,
  wrkCommandLine,
  wrkWords,
} from '../../../engine/load/wrk-command';
import { wrkUsage } from '../../../engine/load/wrk-options';

const parsed = (...words: string[]): WrkCommand => {
  const result = parseWrkCommand(words);
  if (!result.ok) throw new Error(result.errors.join('; '));
  return result.command;
};
const errors = (...words: string[]) => {
  const result = parseWrkCommand(words);
  return result.ok ? [] : result.errors;
};

describe('a command line of wrk', () => {
  it('is read as wrk reads it', () => {
    const url = 'http://127.0.0.1:8080/';
    const command = {
      ...defaultWrkCommand,
      url,
      threads: 4,
      connections: 1000,
      seconds: 120,
      showPercentiles: true,
    };
    expect(parsed('-t4', '-c', '1k', '-d2m', '--latency', url)).toEqual(command);
    expect(parsed(url, '--threads=4', '--connections', '1k', '--dur', '2m', '-L')).toEqual(command);
    expect(parsed('-Lt4', '-c1000', '-d120', url)).toEqual(command);
  });

  it('has headers, script and arguments', () => {
    const command = parsed('-H', 'A: b: c', '-H', 'X:y', '-s', 'x.lua', 'http://h', '-T3', '--', '-a', 'b');
    expect(command).toMatchObject({
      headers: [
        ['A', 'b: c'],
        ['X', 'y'],
      ],
      scriptFile: 'x.lua',
      args: ['-a', 'b'],
      timeoutMs: 3000,
    });
  });

  it('has what is beyond wrk', () => {
    expect(
      parsed('-R', '0.5', '--stages', '10s:100,1m:2k', '-n', '1k', '--uncorrected', '--json', 'http://h'),
    ).toMatchObject({
      rate: 0.5,
      stages: [
        { seconds: 10, rate: 100 },
        { seconds: 60, rate: 2000 },
      ],
      requests: 1000,
      isCorrected: false,
      form: 'json',
    });
  });

  it('says what is wrong', () => {
    expect(errors('-c', 'x', 'http://h')).toEqual([
      "--connections must be a whole number like 100 or 1k, not 'x'",
    ]);
    expect(errors('-Z', '--nope', '--latency=3', '--cert')).toEqual([
      "invalid option -- 'Z'",
      "unrecognized option '--nope'",
      "option '--latency' doesn't allow an argument",
      "option '--cert' requires an argument",
    ]);
    expect(errors('--c', '1')).toEqual(["option '--c' is ambiguous"]);
    expect(errors('-t', '20', '-c', '10', 'http://h')).toEqual(['number of connections must be >= threads']);
    expect(errors('-H', 'foo')).toEqual(["a header must be like 'Name: value', not 'foo'"]);
    expect(errors('--stages', '10s')).toEqual([
      "--stages must be like 10s:100,1m:500 (time:rate), not '10s'",
    ]);
    expect(errors('-d')).toEqual(["option requires an argument -- 'd'"]);
  });

  it('comes back whole from what it is written as', () => {
    const word = fc.string({ minLength: 1 }).filter((text) => !text.startsWith('-'));
    const anyCommand = fc.record({
      url: word,
      threads: fc.integer({ min: 1, max: 64 }),
      seconds: fc.integer({ min: 1, max: 3600 }),
      timeoutMs: fc.integer({ min: 1, max: 600 }).map((s) => s * 1000),
      rate: fc.constantFrom(0, 0.5, 100, 12.25),
      stages: fc.array(fc.record({ seconds: fc.nat(100), rate: fc.constantFrom(0, 10, 2.5) }), {
        maxLength: 3,
      }),
      data: fc.option(fc.string(), { nil: undefined }),
      headers: fc.array(
        fc.tuple(
          fc.constantFrom('A', 'X-B'),
          fc.string().map((text) => text.trim()),
        ),
      ),
      scriptFile: fc.constantFrom('', 'x y.lua'),
      args: fc.array(fc.string()),
      showPercentiles: fc.boolean(),
      isCorrected: fc.boolean(),
      form: fc.constantFrom('wrk' as const, 'json' as const),
      confirmedHost: fc.constantFrom('', 'api.test'),
      requests: fc.nat(1000),
      pipeline: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(anyCommand, (changes) => {
        const command: WrkCommand = { ...defaultWrkCommand, connections: 100, ...changes };
        expect(parsed(...wrkWords(command))).toEqual(command);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.array(fc.string()), (words) => void parseWrkCommand(words)));
  });

  it('can be copied into a shell', () => {
    const command = parsed('-d', '5', '--data', "it's", 'http://h/?a=1&b');
    expect(wrkCommandLine(command)).toBe(
      "flamebench wrk -t 2 -c 10 -d 5s --data 'it'\\''s' 'http://h/?a=1&b'",
    );
  });

  it('has a usage that begins as wrk’s does', () => {
    const lines = wrkUsage();
    expect(lines.slice(0, 5)).toEqual(
      [
        'Usage: wrk <options> <url>                          ',
        '  Options:                                          ',
        '    -c, --connections <N>  Connections to keep open ',
        '    -d, --duration    <T>  Duration of test         ',
        '    -t, --threads     <N>  Number of threads to use ',
      ].map((line) => line.padEnd(54)),
    );
  });
});
