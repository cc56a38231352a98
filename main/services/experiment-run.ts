import { type LoadReport, requestsInWindow } from '../../proto/load';
import type { Capture, CaptureKind, ExperimentPlan, PlannedTurn } from '../../proto/run';
import type { CapturedProfile } from './capture';

/** A stretch of the shared clock. */
export interface Window {
  readonly fromUs: number;
  readonly toUs: number;
}

/** One capture that came to its end. */
export interface Captured {
  readonly kind: CaptureKind;
  readonly profile: CapturedProfile;
  /** What `profile` is counted from; null where it stands for itself. */
  readonly base: CapturedProfile | null;
  /** What it covers. */
  readonly window: Window;
  /** Requests completed inside the window; 0 where no load ran. */
  readonly requests: number;
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
 * What the difference of two snapshots of one count covers: from request to request. Each snapshot is taken
 * some time after its request was written, of a heap once the service has collected garbage, and before the
 * bytes come back. That lag is about the same for both, so it cancels in a window measured from the same
 * instant of each; measured from the end of the one to the start of the other, the window would be short by a
 * whole fetch.
 */
export function sinceBaseWindow(base: CapturedProfile, final: CapturedProfile): Window {
  return { fromUs: base.startedUs, toUs: final.startedUs };
}

/** A snapshot of what is there at one moment has no length. */
export function snapshotWindow({ startedUs }: CapturedProfile): Window {
  return { fromUs: startedUs, toUs: startedUs };
}

/** The requests that a load reports inside a capture's window. */
export function captureRequests({ window }: Pick<Captured, 'window'>, report: LoadReport | null): number {
  return report === null ? 0 : requestsInWindow(report, window.fromUs, window.toUs);
}

/** The captures of a turn in the plan's order, and their files. */
export function describeCaptures(
  plan: ExperimentPlan,
  turn: PlannedTurn,
  captured: readonly Captured[],
  zeroUs: number,
): { captures: Capture[]; files: Map<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  const keep = (name: string, profile: CapturedProfile): string => {
    const file = `${name}${turnSuffix(plan, turn)}${isGzip(profile.bytes) ? '.pb.gz' : '.pb'}`;
    files.set(file, profile.bytes);
    return file;
  };
  const byPlan = [...captured].sort((a, b) => plan.captures.indexOf(a.kind) - plan.captures.indexOf(b.kind));
  const captures = byPlan.map(
    ({ kind, profile, base, window, requests }): Capture => ({
      kind,
      ...turn,
      baseFile: base === null ? '' : keep(`${kind}-base`, base),
      file: keep(kind, profile),
      bytes: profile.bytes.length,
      startedMs: (window.fromUs - zeroUs) / 1000,
      endedMs: (window.toUs - zeroUs) / 1000,
      requests,
    }),
  );
  return { captures, files };
}

/** What tells a turn's files from another's: '-a1', '-b1', '-a2'; '-1' of a single variant; '' of a single turn. */
function turnSuffix({ variants, rounds }: ExperimentPlan, { round, variant }: PlannedTurn): string {
  if (variants.length * rounds === 1) return '';
  return `-${variants.length === 1 ? '' : 'ab'.charAt(variant)}${round + 1}`;
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
