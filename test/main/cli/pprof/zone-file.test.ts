import { describe, expect, it } from 'vitest';
import { zoneName } from '../../../../main/cli/pprof/zone-file';

const types = [
  { offsetMinutes: 53, name: 'LMT' },
  { offsetMinutes: 60, name: 'CET' },
  { offsetMinutes: 120, name: 'CEST' },
  { offsetMinutes: 120, name: 'EET' },
];
/** Second of the change, and the type it is to. */
const changes = [
  [-2_000_000_000, 1],
  [100_000_000, 3],
  [200_000_000, 2],
  [210_000_000, 1],
] as const;

/** One block of a zone file, with times of the version's length. */
function block(version: 1 | 2, isEmpty: boolean): Buffer {
  const [someTypes, someChanges] = isEmpty ? [types.slice(0, 1), []] : [types, changes];
  const names = Buffer.from(someTypes.map(({ name }) => `${name}\0`).join(''));
  const header = Buffer.alloc(44);
  header.write('TZif2');
  header.writeUInt32BE(someChanges.length, 32);
  header.writeUInt32BE(someTypes.length, 36);
  header.writeUInt32BE(names.length, 40);
  const times = someChanges.map(([second]) => {
    const time = Buffer.alloc(version === 1 ? 4 : 8);
    if (version === 1) time.writeInt32BE(second);
    else time.writeBigInt64BE(BigInt(second));
    return time;
  });
  let nameAt = 0;
  const rows = someTypes.map(({ offsetMinutes, name }) => {
    const row = Buffer.alloc(6);
    row.writeInt32BE(offsetMinutes * 60);
    row.writeUInt8(nameAt, 5);
    nameAt += name.length + 1;
    return row;
  });
  return Buffer.concat([header, ...times, Buffer.from(someChanges.map(([, type]) => type)), ...rows, names]);
}

const file = Buffer.concat([block(1, true), block(2, false), Buffer.from('\nCET-1CEST,M3.5.0,M10.5.0/3\n')]);

describe('the name of a time zone', () => {
  it.each([
    [150_000_000, 120, 'EET'],
    [205_000_000, 120, 'CEST'],
    [220_000_000, 60, 'CET'],
    // Where the rule behind the changes has gone on.
    [1_790_000_000, 120, 'CEST'],
    // Before all changes.
    [-3_000_000_000, 53, 'LMT'],
  ])('at second %i, %i minutes off UTC, is %s', (second, offsetMinutes, name) => {
    expect(zoneName(file, second * 1000, offsetMinutes)).toBe(name);
  });

  it('is read from files of the first version too', () => {
    const old = block(1, false);
    old[4] = 0;
    expect(zoneName(old, 205_000_000_000, 120)).toBe('CEST');
  });

  it('is unknown where the file does not know the offset, or is none', () => {
    expect(zoneName(file, 0, -300)).toBeNull();
    expect(zoneName(Buffer.from('PST8PDT'.repeat(20)), 0, 0)).toBeNull();
    expect(zoneName(Buffer.alloc(0), 0, 0)).toBeNull();
  });

  it('is unknown or right where the file ends too early', () => {
    for (let length = 0; length < file.length; length++) {
      expect([null, 'CEST']).toContain(zoneName(file.subarray(0, length), 205_000_000_000, 120));
    }
  });
});
