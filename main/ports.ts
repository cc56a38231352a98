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
  /** What a script printed: Latin-1. `isFinal`: by its `done`, to be read below the report. */
  onOutput(listener: (text: string, isFinal: boolean) => void): void;
  /** What was told until now as a report, for a load that dies; null before the first tick after its warm-up. */
  partial(): LoadReport | null;
  stop(): void;
  /** Ends the process without a report. */
  kill(): void;
}

export type StartLoad = (plan: LoadPlan) => LoadHandle;

/** Waits; settles early, without an error, when the signal is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

export type EntryKind = 'file' | 'folder' | 'other';

/**
 * The few file operations that saved work rests on, so that a test can let any of them fail. Paths are
 * absolute; errors are those of the file system (`code`: 'ENOSPC', 'EACCES', …).
 */
export interface FileStore {
  /** Makes the folder and those above it where they are missing. */
  makeFolders(path: string): Promise<void>;
  /** Creates a file that must not exist, writes all of it and flushes it to the disk. */
  writeNewFile(path: string, bytes: Uint8Array): Promise<void>;
  /** Flushes a folder's entries to the disk. */
  syncFolder(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file, or a folder with all it holds; nothing to remove is no error. */
  remove(path: string): Promise<void>;
  entries(path: string): Promise<readonly { readonly name: string; readonly kind: EntryKind }[]>;
  /** Links are not followed: a link is 'other'. */
  kind(path: string): Promise<EntryKind | 'none'>;
  modifiedMs(path: string): Promise<number>;
  /** Refuses a link. */
  readFile(path: string): Promise<Uint8Array>;
}
