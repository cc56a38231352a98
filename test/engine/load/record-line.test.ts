import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  emptyLine,
  listFields,
  type RecordLine,
  switchFields,
  valueFields,
} from '../../../engine/load/record-line/flags';
import { readRecordCommand } from '../../../engine/load/record-line/read';
import { joinWords, splitWords } from '../../../engine/load/record-line/shell';
import { recordCommand, recordCommandInLines } from '../../../engine/load/record-line/write';

const word = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll('\0', ''));

describe('words of a shell', () => {
  test('come back as they were, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(splitWords(joinWords(words))).toEqual({ ok: true, words });
      }),
    );
  });

  test('are those that a real shell reads', () => {
    const nasty = [`it's`, '"x" $HOME `id` \\', '', 'a\nb', '*?[', '-n', '!1 #2 ~ é 二'];
    const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${joinWords(nasty)}`], { encoding: 'utf8' });
    expect(printed.split('\0').slice(0, -1)).toEqual(nasty);
  });

  test('are refused where a shell would do more than split them', () => {
    expect(splitWords(`a 'b`)).toEqual({ ok: false, error: 'quote' });
    expect(splitWords('a \\')).toEqual({ ok: false, error: 'backslash' });
    expect(splitWords('a; rm b')).toEqual({ ok: false, error: 'shell' });
  });
});

const value = fc.oneof(fc.constant(''), word);
const anyLine: fc.Arbitrary<RecordLine> = fc
  .record({
    values: fc.record(Object.fromEntries(valueFields.map((f) => [f, value]))),
    switches: fc.record(Object.fromEntries(switchFields.map((f) => [f, fc.boolean()]))),
    lists: fc.record(Object.fromEntries(listFields.map((f) => [f, fc.array(word, { maxLength: 3 })]))),
    url: fc.webUrl(),
    scriptArgs: fc.array(word, { maxLength: 3 }),
  })
  .map(({ values, switches, lists, url, scriptArgs }) => ({
    ...emptyLine,
    ...values,
    ...switches,
    ...lists,
    url,
    scriptArgs,
  }));

describe('a command line of record', () => {
  test('says all there is to say, and is read back as it was', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        expect(readRecordCommand(recordCommand(line))).toEqual({ ok: true, line });
        expect(readRecordCommand(recordCommandInLines(line))).toEqual({ ok: true, line });
      }),
    );
  });

  test('is short where little is said', () => {
    const line = {
      ...emptyLine,
      url: 'localhost:6060',
      load: '/search?q=a b',
      connections: '8',
      close: true,
    };
    expect(recordCommand(line)).toBe(
      "flamebench record localhost:6060 --load '/search?q=a b' --connections 8 --close",
    );
  });

  test('is read however the program is started', () => {
    for (const start of ['flamebench record', '$ node dist/cli.cjs record', 'record']) {
      expect(readRecordCommand(`${start} :6060 --seconds=5`)).toMatchObject({
        ok: true,
        line: { url: ':6060', seconds: '5' },
      });
    }
  });

  test.each([
    ['', { kind: 'empty' }],
    ['wrk -t2 http://localhost', { kind: 'not-record' }],
    ['flamebench record a b', { kind: 'operand', word: 'b' }],
    ['flamebench record a --speed 3', { kind: 'unknown', word: '--speed' }],
    ['flamebench record a -c 3', { kind: 'unknown', word: '-c' }],
    ['flamebench record a --seconds', { kind: 'no-value', word: '--seconds' }],
    ['flamebench record a --seconds --close', { kind: 'no-value', word: '--seconds' }],
    ['flamebench record a --close=yes', { kind: 'value', word: '--close' }],
    ['flamebench record a --rate 1 --rate 2', { kind: 'twice', word: '--rate' }],
    ["flamebench record 'a", { kind: 'quote' }],
  ])('%j is not understood, for a reason', (command, error) => {
    expect(readRecordCommand(command)).toEqual({ ok: false, error });
  });

  test('of any text is understood or refused, never thrown at', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void readRecordCommand(`record ${text}`)));
  });
});
