import type { Capture, Run } from '../../proto/run';
import { words } from '../words/words';

type Named = Pick<Run, 'id' | 'label' | 'plan'>;

/** host:port of a URL, or the text itself where it is none. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

/** Labels that runs were given after they were opened, by id: what is open follows them. */
const labels = new Map<string, string>();

/** What is open of a run is called by its label of now. */
export function relabel({ id, label }: Pick<Run, 'id' | 'label'>): void {
  labels.set(id, label);
}

/** What one variant of a run is called: its own label beside another's, else the run's, else its host. */
export function variantName(run: Named, variant: number): string {
  const { variants } = run.plan;
  const { label, pprofUrl } = variants[variant]!;
  if (variants.length > 1) return label || 'AB'.charAt(variant);
  return (labels.get(run.id) ?? run.label) || hostOf(pprofUrl);
}

/** 'slow · CPU': a variant, and the kind. */
export function sideTitle(run: Named, { kind, variant }: SideOf): string {
  return `${variantName(run, variant)} · ${words().comparison.kinds[kind]}`;
}

/** 'slow, round 2 · CPU'; a run of one round does not count it. */
export function captureTitle(run: Named, capture: SideOf & Pick<Capture, 'round'>): string {
  const round = run.plan.rounds === 1 ? [] : [words().comparison.round(capture.round + 1)];
  return `${words().common.list([variantName(run, capture.variant), ...round])} · ${words().comparison.kinds[capture.kind]}`;
}

type SideOf = Pick<Capture, 'kind' | 'variant'>;

/** 'http://127.0.0.1:6060/debug/pprof/ · CPU 10 s · 12,345 requests', of one capture or of several rounds. */
export function captureOrigin(run: Pick<Run, 'plan'>, captures: readonly Capture[]): string {
  const [first] = captures;
  if (first === undefined) return '';
  const { comparison } = words();
  const sum = (of: (capture: Capture) => number) => captures.reduce((all, capture) => all + of(capture), 0);
  const seconds = Math.round(sum(({ startedMs, endedMs }) => endedMs - startedMs) / 1000);
  const requests = sum((capture) => capture.requests);
  return [
    run.plan.variants[first.variant]!.pprofUrl,
    `${comparison.kinds[first.kind]} ${seconds} s`,
    ...(captures.length > 1 ? [comparison.rounds(captures.length)] : []),
    ...(requests > 0 ? [comparison.requests(requests.toLocaleString('en'))] : []),
  ].join(' · ');
}
