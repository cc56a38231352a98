import { describe, expect, it } from 'vitest';
import { fileName, plainColour } from '../../../renderer/commands/export-shown';

describe('a file of what is shown', () => {
  it('has a name that every system takes', () => {
    expect(fileName('slow → fast · CPU', '.svg')).toBe('slow-fast-CPU.svg');
    expect(fileName('../../etc/passwd', '.csv')).toBe('etc-passwd.csv');
    expect(fileName('→', '.png')).toBe('flame.png');
    expect(fileName('x'.repeat(500), '.png').length).toBeLessThan(120);
  });

  it('says colours as every program reads them', () => {
    expect(plainColour('color(srgb 1 0.5 0)')).toBe('rgb(255, 128, 0)');
    expect(plainColour('color(srgb 0 0 0 / 0.25)')).toBe('rgba(0, 0, 0, 0.25)');
    expect(plainColour('rgb(1, 2, 3)')).toBe('rgb(1, 2, 3)');
    expect(plainColour('none')).toBe('none');
  });
});
