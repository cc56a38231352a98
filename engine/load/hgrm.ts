import type { PackedHistogram } from '../../proto/load-report';
import { distinctValues, summarise, unpack } from './histogram';

/** Lines between one half of what is left to 100 % and the next: HdrHistogram's own choice. */
const linesPerHalf = 5;

/**
 * A histogram in the text format of HdrHistogram's percentile distribution, values in milliseconds: what plotters of
 * `.hgrm` files read. '' for an empty one.
 */
export function hgrmText(packed: PackedHistogram): string {
  const { values, counts } = distinctValues(packed);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return '';
  const lines = ['       Value     Percentile TotalCount 1/(1-Percentile)', ''];
  const line = (us: number, percent: number, seen: number): string => {
    const start = `${fixed(us / 1000, 12, 3)} ${fixed(percent / 100, 2, 12)} ${String(seen).padStart(10)}`;
    return percent === 100 ? start : `${start} ${fixed(1 / (1 - percent / 100), 14, 2)}`;
  };
  let percent = 0;
  let seen = 0;
  values.forEach((us, i) => {
    seen += counts[i];
    // The last value is reached once more, as 100 %, below.
    while (percent <= (100 * seen) / total) {
      lines.push(line(us, percent, seen));
      percent += step(percent);
      if (seen === total) break;
    }
  });
  lines.push(line(values[values.length - 1], 100, total));
  const { mean, stdev, max } = summarise(unpack(packed));
  lines.push(
    `#[Mean    = ${fixed(mean, 12, 3)}, StdDeviation   = ${fixed(stdev, 12, 3)}]`,
    `#[Max     = ${fixed(max, 12, 3)}, Total count    = ${String(total).padStart(12)}]`,
    `#[Buckets = ${String(24).padStart(12)}, SubBuckets     = ${String(256).padStart(12)}]`,
  );
  return `${lines.join('\n')}\n`;
}

/** How far the next line is: less and less towards 100 %. */
function step(percent: number): number {
  const halves = Math.floor(Math.log2(100 / (100 - percent))) + 1;
  return 100 / (linesPerHalf * 2 ** halves);
}

function fixed(value: number, width: number, digits: number): string {
  return value.toFixed(digits).padStart(width);
}
