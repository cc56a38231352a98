import { parseGoLabels } from '../../legacy/go-labels';
import type { BuilderLabel } from '../../model/builder';

/** What stands between the brackets of a goroutine's heading, in the words of Go's runtime. */
const waited = /^(\d{1,15}) minutes$/;

/**
 * Labels of `chan receive, 5 minutes, locked to thread, synctest bubble 3 labels:{"k": "v"}`: state, wait (in
 * minutes), locked, and the program's own.
 *
 * @returns null where the program's labels are broken.
 */
export function headingLabels(inside: string): BuilderLabel[] | null {
  const at = inside.indexOf(' labels:{');
  const own = at < 0 ? null : parseGoLabels(inside, at + ' labels:'.length);
  if (at >= 0 && own === null) return null;
  const [state = '', ...rest] = (at < 0 ? inside : inside.slice(0, at)).split(', ');
  const labels: BuilderLabel[] = [{ key: 'state', text: state }];
  for (const part of rest) {
    const minutes = waited.exec(part);
    if (minutes !== null) labels.push({ key: 'wait', num: BigInt(minutes[1]!), unit: 'minutes' });
    else if (part.startsWith('locked to ')) labels.push({ key: 'locked', text: part.slice(10) });
    else if (part.startsWith('synctest ')) labels.push({ key: 'synctest', text: part.slice(9) });
  }
  return own === null ? labels : [...labels, ...own.labels];
}
