import type { Capture, CaptureKind, Run } from '../../proto/run';

/** How kinds of profile are called. */
export const kindNames: Readonly<Record<CaptureKind, string>> = {
  cpu: 'CPU',
  heap: 'Heap',
  allocs: 'Allocs',
  mutex: 'Mutex',
  block: 'Block',
  goroutine: 'Goroutines',
};

/** host:port of a URL, or the text itself where it is none. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

/** 'slow · CPU': a run's label, or its host where it has none, and the kind. */
export function captureTitle(run: Pick<Run, 'label' | 'plan'>, capture: Pick<Capture, 'kind'>): string {
  return `${run.label || hostOf(run.plan.variants[0]!.pprofUrl)} · ${kindNames[capture.kind]}`;
}

/** 'http://127.0.0.1:6060/debug/pprof/ · CPU 10 s · 12,345 requests'. */
export function captureOrigin(run: Pick<Run, 'plan'>, capture: Capture): string {
  const seconds = Math.round((capture.endedMs - capture.startedMs) / 1000);
  const requests = capture.requests > 0 ? ` · ${capture.requests.toLocaleString('en')} requests` : '';
  return `${run.plan.variants[capture.variant]!.pprofUrl} · ${kindNames[capture.kind]} ${seconds} s${requests}`;
}
