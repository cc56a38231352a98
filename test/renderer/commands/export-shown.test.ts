import { describe, expect, it } from 'vitest';
import { fileName } from '../../../renderer/commands/export-shown';

describe('a file of what is shown', () => {
  it('has a name that every system takes', () => {
    expect(fileName('slow → fast · CPU', '.svg')).toBe('slow-fast-CPU.svg');
    expect(fileName('../../etc/passwd', '.csv')).toBe('etc-passwd.csv');
    expect(fileName('→', '.png')).toBe('flame.png');
    expect(fileName('x'.repeat(500), '.png').length).toBeLessThan(120);
  });
});
