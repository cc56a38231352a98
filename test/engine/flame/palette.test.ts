import { describe, expect, it } from 'vitest';
import { channels, contrast, oklch } from '../../../engine/flame/colour-space';
import { changeFill, homeFills, nameHash } from '../../../engine/flame/fills';
import {
  changeSteps,
  faded,
  flameTheme,
  goneFill,
  matchFill,
  neutralFill,
  newFill,
  unchangedFill,
} from '../../../engine/flame/palette';

describe('colours', () => {
  it('turns OKLCH into sRGB', () => {
    // Reference values: white, black, and sRGB red, whose OKLCH is published with the CSS Color 4 examples.
    expect(oklch(1, 0, 0)).toBe('#ffffff');
    expect(oklch(0, 0, 0)).toBe('#000000');
    const [r, g, b] = channels(oklch(0.62796, 0.25768, 29.2339));
    expect(Math.abs(r - 255) + g + b).toBeLessThanOrEqual(3);
  });

  it('knows the contrast of black on white', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  for (const isDark of [false, true]) {
    for (const scale of ['red-green', 'orange-blue'] as const) {
      it(`keeps text readable (AA) on every fill, ${isDark ? 'dark' : 'light'}, ${scale}`, () => {
        const theme = flameTheme(isDark, scale);
        expect(theme.fills).toHaveLength(2 * faded);
        theme.fills.forEach((fill, i) => {
          expect(
            contrast(fill, i < faded ? theme.text : theme.fadedText),
            `fill ${i}`,
          ).toBeGreaterThanOrEqual(4.5);
        });
      });

      it(`tells more from less and both from no change, ${isDark ? 'dark' : 'light'}, ${scale}`, () => {
        const { fills } = flameTheme(isDark, scale);
        const steps = Array.from(
          { length: 2 * changeSteps + 1 },
          (_, i) => fills[unchangedFill - changeSteps + i],
        );
        expect(new Set(steps).size).toBe(steps.length);
        expect(fills[matchFill]).not.toBe(fills[neutralFill]);
      });
    }
  }
});

describe('fills of packages', () => {
  const names = ['root', 'net/http.Get', 'net/http.Do', '[libc.so.6]', 'fmt.Print', '<unknown>'];
  const packages = ['', 'net/http', 'net/http', '[libc.so.6]', 'fmt', ''];

  it('are the same for the same name, wherever it stands', () => {
    const turned = homeFills(['root', ...names.slice(1).reverse()], ['', ...packages.slice(1).reverse()]);
    const rows = names.slice(1).map((_, i) => i + 1);
    expect(rows.map(turned).reverse()).toEqual(rows.map(homeFills(names, packages)));
  });

  it('are neutral for the root and for code known only by its binary', () => {
    const fills = homeFills(names, packages);
    expect([0, 3, 5].map(fills)).toEqual([neutralFill, neutralFill, neutralFill]);
    expect(fills(1)).not.toBe(neutralFill);
  });

  it('spread over the hues', () => {
    const hues = new Set(Array.from({ length: 200 }, (_, i) => nameHash(`example.org/p${i}`) % 12));
    expect(hues.size).toBe(12);
  });
});

describe('fills of change', () => {
  it('go by relative change in both directions', () => {
    expect(changeFill(100, 100, 0)).toBe(unchangedFill);
    expect(changeFill(100, 200, 0)).toBe(unchangedFill + 3);
    expect(changeFill(200, 100, 0)).toBe(unchangedFill - 3);
    expect(changeFill(100, 1e9, 0)).toBe(unchangedFill + changeSteps);
  });

  it('mark what is new and what is gone', () => {
    expect(changeFill(0, 5, 1)).toBe(newFill);
    expect(changeFill(5, 0, 1)).toBe(goneFill);
  });

  it('call nothing a change that is too small to be one', () => {
    const quiet = 0.001 * 10_000;
    expect(changeFill(0, 9, quiet)).toBe(unchangedFill);
    expect(changeFill(9, 0, quiet)).toBe(unchangedFill);
    expect(changeFill(500, 511, quiet)).not.toBe(newFill);
  });

  it('take negative values by their size', () => {
    expect(changeFill(-100, -200, 0)).toBeLessThan(unchangedFill);
  });
});
