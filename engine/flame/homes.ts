import { changeSteps, firstPackageFill, packageTones, unchangedFill } from './palette';

/** Packages, or files, that a legend names: those that take most of what is in sight. */
const mostHomes = 5;

/** What each hue stands for, and how much of what is in sight it takes. */
export class HomeWidths {
  private readonly hues = new Map<number, { home: string; width: number; most: number }>();

  /** @param home where what has this fill lives; the widest of a hue gives it its name */
  add(fill: number, home: string, width: number): void {
    if (fill < firstPackageFill || fill >= unchangedFill - changeSteps) return;
    const hue = Math.floor((fill - firstPackageFill) / packageTones);
    const known = this.hues.get(hue) ?? { home, width: 0, most: 0 };
    known.width += width;
    if (width > known.most) {
      known.most = width;
      known.home = home;
    }
    this.hues.set(hue, known);
  }

  /** The hues that take most, the widest first, and a fill of each. */
  widest(): { readonly home: string; readonly fill: number }[] {
    const widest = [...this.hues].sort(([, a], [, b]) => b.width - a.width).slice(0, mostHomes);
    return widest.map(([hue, { home }]) => ({ home, fill: firstPackageFill + hue * packageTones + 1 }));
  }
}
