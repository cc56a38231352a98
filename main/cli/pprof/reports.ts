import { commands } from '../../../engine/pprof/commands';
import { runReport } from '../../../engine/pprof/report';
import { codeCommands } from '../../../engine/source/report';
import type { CliReport } from './cli-report';
import { pictureReports } from './pictures';

const fileSuffixes: Readonly<Record<string, string>> = {
  callgrind: '.callgraph.out',
  proto: '.pb.gz',
  topproto: '.pb.gz',
};

function rows<T>(table: Readonly<Record<string, T>>, row: (name: string, of: T) => CliReport) {
  return Object.fromEntries(Object.entries(table).map(([name, of]) => [name, row(name, of)]));
}

/** Every report by its name. */
export const reports: Readonly<Record<string, CliReport>> = {
  ...rows(commands, (name, command) => ({
    ...command,
    ...(fileSuffixes[name] === undefined ? {} : { fileSuffix: fileSuffixes[name] }),
    make: async (profile, request) => runReport(profile, request),
  })),
  ...rows(codeCommands, (name, command) => ({
    ...command,
    ...(name === 'weblist' ? { fileSuffix: '.html', viewer: 'browser' as const } : {}),
    // Loaded for these alone.
    make: async (...args) => (await import('./run-code')).runCode(...args),
  })),
  ...pictureReports,
};

/** The report of that name; undefined where there is none. */
export function reportNamed(name: string): CliReport | undefined {
  return Object.hasOwn(reports, name) ? reports[name] : undefined;
}
