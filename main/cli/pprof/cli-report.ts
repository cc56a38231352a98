import type { Profile } from '../../../engine/model/profile';
import type { CommandRules } from '../../../engine/pprof/commands';
import type { ReportOutput } from '../../../engine/pprof/context';
import type { ReportRequest } from '../../../engine/pprof/report';

/** What reports need of the program around them. */
export interface ReportPorts {
  readonly signal: AbortSignal;
  /** Tells the person something beside the report. */
  readonly note: (line: string) => void;
  /** Where tools are looked for first, as flag -tools has it. */
  readonly tools: string;
  /** The folder of the bundles that run as processes and threads of their own. */
  readonly distFolder: string;
}

/** A report, or what a picture's file holds; and what a person should know beside it. */
export interface MadeReport {
  readonly output: ReportOutput | { readonly kind: 'bytes'; readonly bytes: Uint8Array };
  readonly notes: readonly string[];
}

/** What shows a file: the person's browser, or a program with its first arguments. */
export type Viewer = 'browser' | readonly [program: string, ...args: string[]];

/** A report as flags and the shell name it. Adding one is a row of reports.ts. */
export interface CliReport extends CommandRules {
  /** Shows samples one by one, so that equal ones must be one. */
  readonly showsSamples?: boolean;
  /** End of the file that it goes to where a person would see it, for it is nothing to read. */
  readonly fileSuffix?: string;
  /** What shows it, unless it is written to a file that was named. Needs a `fileSuffix`. */
  readonly viewer?: Viewer;
  make(profile: Profile, request: ReportRequest, ports: ReportPorts): Promise<MadeReport>;
}
