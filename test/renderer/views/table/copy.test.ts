import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../../renderer/views/table/copy';

describe('a copied table', () => {
  const table = (unit: string) => ({
    heads: ['flat', 'share', 'function'],
    units: [unit, '', ''],
    rows: [{ text: ['1.23ms', '50%', 'work'], values: [1_230_000, 0.5, 'work'] }],
  });

  it('has its numbers in the unit of the profile', () => {
    expect(csvOf(table('nanoseconds'))).toBe('flat (nanoseconds),share,function\r\n1230000,0.5,work\r\n');
  });

  it('has them in the unit that is asked for, which the head says', () => {
    expect(csvOf(table('nanoseconds>ms'))).toBe('flat (ms),share,function\r\n1.23,0.5,work\r\n');
    expect(csvOf(table('nanoseconds>us/request'))).toBe(
      'flat (us/request),share,function\r\n1230,0.5,work\r\n',
    );
  });

  it('leaves them where the unit is not of their family', () => {
    expect(csvOf(table('bytes'))).toContain('flat (bytes)');
    expect(csvOf(table(''))).toContain('flat,share');
  });
});
