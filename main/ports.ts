import type { LoadPlan, LoadReport, LoadTick } from '../proto/load';

/**
 * The effects that services need from whoever runs them, as small interfaces: the command line and the
 * tests give them Node's, Electron its own, and tests may give fakes.
 */

/** A child process that exchanges structured-clone messages with its parent. */
export interface ChildProcess {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, with what is known of why; also when the process could not be started. */
  onExit(listener: (reason: string) => void): void;
  /** Ends the process at once. */
  kill(): void;
}

/** The bundles that run as processes or threads of their own; files of the dist folder. */
export type BundleName = 'load-host' | 'demo-service';

export type Fork = (bundle: BundleName, args: readonly string[]) => ChildProcess;

/** Microseconds on the shared monotonic clock; see proto/load.ts. */
export type ClockUs = () => number;

/** A running load, as `main/load/client.ts` gives it. */
export interface LoadHandle {
  /** Settles when connections are being opened: microseconds on the shared clock. */
  readonly started: Promise<number>;
  /** The last words; settles after `stop()`, at the plan's end, or fails with 'load-crashed'. */
  readonly report: Promise<LoadReport>;
  onTick(listener: (tick: LoadTick) => void): void;
  stop(): void;
  /** Ends the process without a report. */
  kill(): void;
}

export type StartLoad = (plan: LoadPlan) => LoadHandle;
