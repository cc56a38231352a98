import { type LoadReport, requestsInWindow } from '../../proto/load';
import type { Capture, CaptureKind, ExperimentPlan } from '../../proto/run';
import type { CapturedProfile } from './capture';

/** What the captures of one experiment brought; null where the plan did not ask for it. */
export interface Captured {
  readonly cpu: CapturedProfile | null;
  readonly heap: { readonly base: CapturedProfile; readonly final: CapturedProfile } | null;
}

/** A stretch of the shared clock. */
interface Window {
  readonly fromUs: number;
  readonly toUs: number;
}

/**
 * What a CPU profile covers: from the writing of the request for as long as the profile says it lasted. What
 * follows until the last byte is the service encoding and sending. A profile that does not say is taken to
 * fill the fetch.
 */
export function cpuWindow(cpu: CapturedProfile): Window {
  const fetchUs = cpu.endedUs - cpu.startedUs;
  const lengthUs = cpu.durationUs > 0 ? Math.min(cpu.durationUs, fetchUs) : fetchUs;
  return { fromUs: cpu.startedUs, toUs: cpu.startedUs + lengthUs };
}

/**
 * What the difference of two heap profiles covers: from request to request. Each snapshot is taken some time
 * after its request was written, once the service has collected garbage, and before the bytes come back. That
 * lag is about the same for both, so it cancels in a window measured from the same instant of each; measured
 * from the end of the one to the start of the other, the window would be short by a whole fetch.
 */
export function heapWindow(base: CapturedProfile, final: CapturedProfile): Window {
  return { fromUs: base.startedUs, toUs: final.startedUs };
}

/** The captures of a run in the plan's order, each with the requests inside its window, and their files. */
export function describeCaptures(
  plan: ExperimentPlan,
  captured: Captured,
  report: LoadReport | null,
  zeroUs: number,
): { captures: Capture[]; files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  const keep = (name: string, profile: CapturedProfile): string => {
    const file = `${name}${isGzip(profile.bytes) ? '.pb.gz' : '.pb'}`;
    files.set(file, profile.bytes);
    return file;
  };
  const entry = (kind: CaptureKind, profile: CapturedProfile, baseFile: string, window: Window): Capture => ({
    kind,
    file: keep(kind, profile),
    baseFile,
    bytes: profile.bytes.length,
    startedMs: (window.fromUs - zeroUs) / 1000,
    endedMs: (window.toUs - zeroUs) / 1000,
    requests: report === null ? 0 : requestsInWindow(report, window.fromUs, window.toUs),
  });
  const captures: Capture[] = [];
  for (const kind of new Set(plan.captures)) {
    if (kind === 'cpu' && captured.cpu) captures.push(entry(kind, captured.cpu, '', cpuWindow(captured.cpu)));
    if (kind === 'heap' && captured.heap) {
      const { base, final } = captured.heap;
      captures.push(entry(kind, final, keep('heap-base', base), heapWindow(base, final)));
    }
  }
  return { captures, files };
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
