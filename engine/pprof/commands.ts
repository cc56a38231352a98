import type { Work } from '../work/work';
import type { ReportContext, ReportOutput } from './context';
import type { ReportOptions } from './options';
import { callgrindReport } from './reports/callgrind';
import { commentsReport } from './reports/comments';
import { dotReport } from './reports/dot';
import { protoReport, topProtoReport } from './reports/proto';
import { rawReport } from './reports/raw';
import { tagsReport } from './reports/tags';
import { textReport } from './reports/text';
import { tracesReport } from './reports/traces';
import { treeReport } from './reports/tree';

/** What a report is called with, and what it does to the options. */
export interface CommandRules {
  readonly help: string;
  /** Name of what follows it: a pattern; undefined where nothing does. */
  readonly parameter?: string;
  /** Nodes shown where `nodecount` is -1; 0 = all. */
  readonly nodeCount: number;
  /** Shows everything, whatever `trim` says. */
  readonly isWhole?: boolean;
  /** Granularity that the report cannot do without. */
  readonly granularity?: string;
  /** Counts inlined functions as the one they are in: true and false, whatever `noinlines` says. */
  readonly noInlines?: boolean;
}

/** One report of pprof. Adding one is a file in reports/ and a row of {@link commands}. */
export interface Command extends CommandRules {
  /** Shows samples one by one, so that equal ones must be one. */
  readonly showsSamples?: boolean;
  readonly report: (context: ReportContext) => Work<ReportOutput>;
}

const pictureNodes = 80;

/** A report that is made in one part. */
function inOne(report: (context: ReportContext) => ReportOutput): Command['report'] {
  return function* (context) {
    const output = report(context);
    yield 1;
    return output;
  };
}

export const commands: Readonly<Record<string, Command>> = {
  text: { help: 'Functions as a table', nodeCount: 0, report: textReport },
  top: { help: 'Functions as a table', nodeCount: 0, report: textReport },
  tree: { help: 'Functions with their callers and callees', nodeCount: pictureNodes, report: treeReport },
  peek: {
    help: 'Callers and callees of matching functions',
    parameter: 'regexp',
    nodeCount: pictureNodes,
    isWhole: true,
    report: treeReport,
  },
  traces: {
    help: 'Every sample with its stack',
    nodeCount: pictureNodes,
    showsSamples: true,
    report: inOne(tracesReport),
  },
  tags: { help: 'Labels and what they sum up to', nodeCount: pictureNodes, report: inOne(tagsReport) },
  comments: { help: 'Comments in the profile', nodeCount: pictureNodes, report: inOne(commentsReport) },
  raw: {
    help: 'The profile as text',
    nodeCount: pictureNodes,
    isWhole: true,
    granularity: 'addresses',
    showsSamples: true,
    report: inOne(rawReport),
  },
  dot: { help: 'Call graph for Graphviz', nodeCount: pictureNodes, report: dotReport },
  callgrind: {
    help: 'Call graph for KCachegrind',
    nodeCount: pictureNodes,
    isWhole: true,
    granularity: 'addresses',
    report: callgrindReport,
  },
  proto: {
    help: 'The profile, filtered, as a profile',
    nodeCount: pictureNodes,
    isWhole: true,
    granularity: 'addresses',
    showsSamples: true,
    report: inOne(protoReport),
  },
  topproto: { help: 'Functions as a profile of one frame each', nodeCount: 0, report: topProtoReport },
};

/** The options as a command needs them. */
export function commandOptions(command: CommandRules, options: ReportOptions): ReportOptions {
  const nodecount = options.nodecount === -1 ? command.nodeCount : options.nodecount;
  const isTrimmed = options.trim && command.isWhole !== true;
  return {
    ...options,
    granularity: command.granularity ?? options.granularity,
    noinlines: command.noInlines ?? options.noinlines,
    nodecount: isTrimmed ? nodecount : 0,
    nodefraction: isTrimmed ? options.nodefraction : 0,
    edgefraction: isTrimmed ? options.edgefraction : 0,
  };
}
