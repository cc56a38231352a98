import type { Profile } from '../../../engine/model/profile';
import type { CommandRules } from '../../../engine/pprof/commands';
import type { Report, ReportRequest } from '../../../engine/pprof/report';

/** What reports need of the program around them. */
export interface ReportPorts {
  readonly signal: AbortSignal;
  /** Tells the person something beside the report. */
  readonly note: (line: string) => void;
  /** Where tools are looked for first, as flag -tools has it. */
  readonly tools: string;
}

/** A report as flags and the shell name it. Adding one is a row of reports.ts. */
export interface CliReport extends CommandRules {
  /** Shows samples one by one, so that equal ones must be one. */
  readonly showsSamples?: boolean;
  /** End of the file that it goes to where a person would see it, for it is nothing to read. */
  readonly fileSuffix?: string;
  make(profile: Profile, request: ReportRequest, ports: ReportPorts): Promise<Report>;
}
