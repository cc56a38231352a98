import { describe, expect, it } from 'vitest';
import { decodePprof } from '../../../engine/formats/pprof/decode';
import { FlamebenchError } from '../../../proto/errors';
import { type Message, oracleEncode } from '../../helpers/pprof-oracle';

/** A valid message with one of everything; each case breaks one rule in it. */
const valid = (): Message => ({
  sample_type: [{ type: '1', unit: '2' }],
  sample: [
    { location_id: ['7'], value: ['5'], label: [{ key: '1', str: '2', num: '0', num_unit: '0' }] },
    { location_id: ['7', '9'], value: ['6'], label: [] },
  ],
  mapping: [{ id: '3', memory_start: '0', filename: '1' }],
  location: [
    {
      id: '7',
      mapping_id: '3',
      address: '0',
      line: [{ function_id: '4', line: '1', column: '0' }],
      is_folded: false,
    },
    { id: '9', mapping_id: '0', address: '0', line: [], is_folded: false },
  ],
  function: [
    { id: '4', name: '1', system_name: '1', filename: '0', start_line: '0' },
    { id: '5', name: '1', system_name: '1', filename: '0', start_line: '0' },
  ],
  string_table: ['', 'a', 'b'],
  drop_frames: '0',
  keep_frames: '0',
  time_nanos: '0',
  duration_nanos: '0',
  period_type: null,
  period: '0',
  comment: ['1'],
  default_sample_type: '0',
  doc_url: '0',
});

function reasonOf(bytes: Uint8Array): string {
  try {
    decodePprof(bytes, 'cpu.pb.gz');
  } catch (thrown) {
    if (!(thrown instanceof FlamebenchError)) throw thrown;
    expect(thrown.failure.code).toBe('malformed-profile');
    expect(thrown.failure.subject).toBe('cpu.pb.gz');
    return String(thrown.failure.facts.reason);
  }
  return 'none';
}

const cases: [string, (m: Message) => void, string][] = [
  ['nothing', () => {}, 'none'],
  [
    'a string 0 with text',
    (m) => {
      m.string_table[0] = 'x';
    },
    'the first string is not the empty one',
  ],
  [
    'no string table',
    (m) => {
      m.string_table = [];
    },
    'it has no string table',
  ],
  [
    'too few values',
    (m) => {
      m.sample[1]!.value = [];
    },
    'sample 1: it has 0 values for 1 sample types',
  ],
  [
    'too many values',
    (m) => {
      m.sample[1]!.value = ['1', '2'];
    },
    'sample 1: it has more values than the 1 sample types',
  ],
  [
    'no sample types',
    (m) => {
      m.sample_type = [];
    },
    'sample 0: the profile does not say what its samples count',
  ],
  [
    'a missing location',
    (m) => {
      m.sample[1]!.location_id = ['8'];
    },
    'sample 1: location 8 does not exist',
  ],
  [
    'the location 0',
    (m) => {
      m.sample[0]!.location_id = ['0'];
    },
    'sample 0: location 0 does not exist',
  ],
  [
    'a missing far location',
    (m) => {
      m.sample[0]!.location_id = ['18446744073709551615'];
    },
    'sample 0: location 18446744073709551615 does not exist',
  ],
  [
    'a missing mapping',
    (m) => {
      m.location[0]!.mapping_id = '4';
    },
    'location 0: mapping 4 does not exist',
  ],
  [
    'a missing function',
    (m) => {
      m.location[0]!.line[0]!.function_id = '6';
    },
    'line 0: function 6 does not exist',
  ],
  [
    'a mapping id 0',
    (m) => {
      m.mapping[0]!.id = '0';
      m.location[0]!.mapping_id = '0';
    },
    'mapping 0: its id is 0',
  ],
  [
    'a location id 0',
    (m) => {
      m.location[1]!.id = '0';
    },
    'location 1: its id is 0',
  ],
  [
    'a function id 0',
    (m) => {
      m.function[1]!.id = '0';
    },
    'function 1: its id is 0',
  ],
  [
    'a location id twice',
    (m) => {
      m.location[1]!.id = '7';
    },
    'location 1: its id 7 is taken by another location',
  ],
  [
    'a far function id twice',
    (m) => {
      m.function[0]!.id = m.function[1]!.id = '99999999999';
    },
    'function 1: its id 99999999999 is taken by another function',
  ],
  [
    'a missing function name',
    (m) => {
      m.function[1]!.name = '3';
    },
    'function 1: string 3 does not exist',
  ],
  [
    'a negative string index',
    (m) => {
      m.function[1]!.filename = '-1';
    },
    'function 1: string 18446744073709551615 does not exist',
  ],
  [
    'a missing label key',
    (m) => {
      m.sample[0]!.label[0]!.key = '9';
    },
    'label 0: string 9 does not exist',
  ],
  [
    'a missing comment',
    (m) => {
      m.comment = ['9'];
    },
    'header: string 9 does not exist',
  ],
  [
    'a missing unit',
    (m) => {
      m.sample_type[0]!.unit = '9';
    },
    'header: string 9 does not exist',
  ],
  [
    'a value of 2^53',
    (m) => {
      m.sample[1]!.value = ['9007199254740992'];
    },
    'sample 1: a value lies beyond ±2^53',
  ],
  [
    'a value below −2^53',
    (m) => {
      m.sample[0]!.value = ['-9223372036854775808'];
    },
    'sample 0: a value lies beyond ±2^53',
  ],
  [
    'a line beyond 2^53',
    (m) => {
      m.location[0]!.line[0]!.line = '9223372036854775807';
    },
    'location 0: a number lies beyond ±2^53',
  ],
];

describe('a profile is refused with', () => {
  it.each(cases)('%s', (_, breakRule, reason) => {
    const message = valid();
    breakRule(message);
    expect(reasonOf(oracleEncode(message, 'packed'))).toBe(reason);
    expect(reasonOf(oracleEncode(message, 'unpacked'))).toBe(reason);
  });

  it('a second profile behind it', () => {
    const bytes = oracleEncode({ ...valid(), time_nanos: '1700000000000000000' }, 'packed');
    expect(reasonOf(Uint8Array.from([...bytes, ...bytes]))).toContain('several profiles are concatenated');
  });

  it.each([
    [
      'a number that never ends',
      [0x48, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
      'longer than ten bytes',
    ],
    ['a number that is cut off', [0x48, 0x80], 'a number is cut off'],
    ['a length beyond the end', [0x32, 5, 65], '5 bytes are announced, 1 are left'],
    [
      'a length of 2^64',
      [0x32, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
      'bytes are announced',
    ],
    ['a group', [0x9b, 0x06, 0x9c, 0x06], 'wire type 3 is unknown'],
    ['a field 0', [0x00, 0x00], 'a field has the number 0'],
    ['a number where a message belongs', [0x20, 0x01], 'wire type 0 where 2 belongs'],
    ['a message where a number belongs', [0x62, 0x00], 'wire type 2 where 0 belongs'],
    ['a number that leaves its packed field', [0x0a, 0, 0x12, 5, 0x12, 2, 1, 0x80, 1, 0x32, 0], 'sample 0: '],
    ['a sample field that leaves its sample', [0x0a, 0, 0x12, 2, 0x12, 3, 0x32, 0, 0x32, 0], 'sample 0: '],
    ['a tag that is cut off in a sample', [0x0a, 0, 0x12, 1, 0x12, 0x32, 0], 'sample 0: '],
  ])('%s', (_, bytes, reason) => {
    expect(reasonOf(Uint8Array.from(bytes))).toContain(reason);
  });

  it('more columns than its bytes could fill, before memory is asked for', () => {
    // 40,000 sample types by 40,000 samples of no value would be columns of 12.8 GB.
    const bytes = new Uint8Array(160_002);
    for (let i = 0; i < 80_000; i += 2) bytes[i] = 0x0a;
    for (let i = 80_000; i < 160_000; i += 2) bytes[i] = 0x12;
    bytes[160_000] = 0x32;
    expect(reasonOf(bytes)).toContain('fewer values than there are sample types');
  });
});

it('an empty file has its own code', () => {
  expect(() => decodePprof(new Uint8Array(0), 'x')).toThrow('empty-file: x');
});
