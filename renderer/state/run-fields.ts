import { type LoadStage, loadLimits } from '../../proto/load';

/** Reads the fields of the form that hold more than a number. What is wrong is named by a key of words. */

/** 'Name: value', one a line; empty lines are none. The line that is not one is given back. */
export function parseHeaders(
  text: string,
):
  | { readonly ok: true; readonly headers: [string, string][] }
  | { readonly ok: false; readonly line: string } {
  const headers: [string, string][] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '') continue;
    const at = line.indexOf(':');
    const name = line.slice(0, Math.max(0, at)).trim();
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) return { ok: false, line };
    headers.push([name, line.slice(at + 1).trim()]);
  }
  return { ok: true, headers };
}

export function formatHeaders(headers: readonly (readonly [string, string])[]): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}

/** A time as text: '30s', '1.5m', '2h', '250ms', or bare seconds. NaN for anything else. */
export function parseDuration(text: string): number {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?|\.\d+)\s*(ms|s|m|h)?$/.exec(text.trim()) ?? [];
  const scale = { ms: 0.001, s: 1, m: 60, h: 3600 }[unit as 'ms' | 's' | 'm' | 'h'];
  return number === undefined ? Number.NaN : Number(number) * scale;
}

/** '30s:500, 1m:2000'; the stage that is not one is given back. */
export function parseStages(
  text: string,
): { readonly ok: true; readonly stages: LoadStage[] } | { readonly ok: false; readonly stage: string } {
  const stages: LoadStage[] = [];
  for (const raw of text.split(/[,\n]/)) {
    const stage = raw.trim();
    if (stage === '') continue;
    const [time = '', rate = '', ...more] = stage.split(':');
    const seconds = parseDuration(time);
    const perSecond = rate.trim() === '' ? Number.NaN : Number(rate);
    const fits =
      more.length === 0 && seconds <= loadLimits.seconds && perSecond >= 0 && perSecond <= loadLimits.rate;
    if (!fits) return { ok: false, stage };
    stages.push({ seconds, rate: perSecond });
  }
  return stages.length > loadLimits.stages ? { ok: false, stage: text } : { ok: true, stages };
}

export function formatStages(stages: readonly LoadStage[]): string {
  return stages.map(({ seconds, rate }) => `${seconds}s:${rate}`).join(', ');
}

/** A path as a person may give it: with its slash or without, or as a whole address of the service. */
export function tidiedPath(typed: string, origin: string): string {
  const path = typed.trim();
  if (path.startsWith(`${origin}/`)) return path.slice(origin.length);
  return path === '' || path.startsWith('/') || /^[a-z]+:\/\//i.test(path) ? path : `/${path}`;
}

/** An absolute URL, null for what is none. (URL.canParse came to browsers later than the oldest we run in.) */
export function parsedUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
