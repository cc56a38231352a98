import {
  choiceHelp,
  choicesOf,
  type OptionName,
  optionNames,
  optionOf,
  reportOptions,
  valueName,
} from '../../../engine/pprof/options';
import { FlamebenchError } from '../../../proto/errors';
import type { CliReport } from './cli-report';
import { sampleFlags, sourceFlags } from './flags';
import { reportNamed, reports } from './reports';

// Help of the command line and of the shell, both from the tables of reports and options.

type Row = readonly [name: string, help: string];

const nameWidth = 22;

function rowsText(rows: readonly Row[], indent = '    '): string[] {
  return rows.map(([name, help]) => `${indent}${name.padEnd(nameWidth)} ${help}`.trimEnd());
}

function sorted(rows: readonly Row[]): Row[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
}

const freeOptions = optionNames.filter((name) => choicesOf(name).length === 0);
const optionGroups = optionNames.filter((name) => choicesOf(name).length > 0);

function groupsText(mark: string): string[] {
  return optionGroups.flatMap((name) => [
    ...rowsText([[name, reportOptions[name].help]]),
    ...rowsText(
      choicesOf(name).map((choice) => [mark + choice, choiceHelp[choice]!]),
      '      ',
    ),
  ]);
}

/** Help of the command line, below its usage. */
export function flagsHelp(): string[] {
  const flag = (name: string, value: string) => (value === '' ? `-${name}` : `-${name}=${value}`);
  return [
    '  Output formats (at most one; without one, the shell):',
    ...rowsText(
      sorted(
        Object.entries(reports).map(([name, { help, parameter = '' }]) => [flag(name, parameter), help]),
      ),
    ),
    '',
    '  Options:',
    ...rowsText(
      sorted(
        freeOptions.map((name) => {
          const value = reportOptions[name].kind === 'flag' ? '' : valueName(name);
          return [flag(name, value), reportOptions[name].help];
        }),
      ),
    ),
    '',
    '  Option groups (at most one of each):',
    ...groupsText('-'),
    '',
    '  Source options:',
    ...rowsText(Object.entries(sourceFlags).map(([name, [value, help]]) => [flag(name, value), help])),
    ...rowsText([
      ['profile.pb.gz', 'A profile in a file, in any format that Flamebench reads'],
      ['http://host/profile', 'A profile of a service; host:port alone is its CPU profile'],
      ['PROGRAM', 'The program that was profiled, in front of the sources'],
    ]),
    '',
    '  Sample types:',
    ...rowsText(
      Object.entries(sampleFlags).map(([name, type]) => [
        `-${name}`,
        `The same as ${name === 'mean_delay' ? '-mean ' : ''}-sample_index=${type}`,
      ]),
    ),
    '',
    '  Environment variables:',
    ...rowsText([
      ['PPROF_TMPDIR', 'Folder where profiles of services are kept; else $HOME/pprof'],
      ['PPROF_BINARY_PATH', 'Folders with binaries; else $HOME/pprof/binaries'],
      ['PPROF_TOOLS', 'As -tools'],
      ['BROWSER', 'Program that shows web and -http'],
    ]),
  ];
}

/** `help` of the shell: of everything, or of one command or option. @throws FlamebenchError 'bad-argument' */
export function shellHelp(topic: string): string[] {
  if (topic === '') return shellOverview();
  const report = reportNamed(topic);
  if (report !== undefined) return commandHelp(topic, report);
  const option = optionOf(topic);
  if (option !== undefined) return optionHelp(topic, option);
  throw new FlamebenchError('bad-argument', topic, { reason: 'there is no such command or option' });
}

function shellOverview(): string[] {
  return [
    '  Commands:',
    ...rowsText(
      sorted(
        Object.entries(reports).map(([name, { help, parameter }]) => [
          parameter === undefined ? name : `${name} ${parameter}`,
          help,
        ]),
      ),
    ),
    ...rowsText([
      ['o/options', 'All options and their values'],
      ['q/quit/exit/^D', 'Leave'],
    ]),
    '',
    '  Options, set by option=value:',
    ...rowsText(sorted(freeOptions.map((name) => [name, reportOptions[name].help]))),
    '',
    '  Option groups (one of each holds):',
    ...groupsText(''),
    '',
    ...rowsText([
      [':', 'Clear focus, ignore, hide, tagfocus and tagignore'],
      ['SAMPLE TYPE', 'Report this type; mean_TYPE its mean, total_TYPE its sum'],
    ]),
    '',
    '  help COMMAND or help OPTION tells more.',
  ];
}

/** Commands whose order of entries -cum changes. */
const ordered = new Set(['top', 'text', 'tree', 'peek', 'traces']);

function commandHelp(name: string, { help, parameter }: CliReport): string[] {
  const byTag = name === 'tags';
  const pattern = byTag ? 'tag_regexp' : 'regexp';
  const what = byTag ? 'samples with a label that matches' : 'samples with a frame that matches';
  const hasOrder = ordered.has(name);
  const words = [name, parameter ?? '', '[n]', `[${pattern}]*`, `[-${pattern}]*`, hasOrder ? '[-cum]' : ''];
  return [
    help,
    '  Usage:',
    `    ${words.filter((word) => word !== '').join(' ')} [>file]`,
    ...rowsText([
      [
        'n',
        parameter === undefined
          ? `At most n entries; ${name}10 is short for ${name} 10`
          : 'At most n entries',
      ],
      [pattern, `Only ${what} one of the patterns`],
      [`-${pattern}`, `No ${what} one of the patterns`],
      ...(hasOrder ? ([['-cum', 'Sorted by value with callees']] as const) : []),
      ['>file', 'Write the report to the file'],
    ]),
  ];
}

function optionHelp(topic: string, option: OptionName): string[] {
  if (topic !== option) return [choiceHelp[topic]!, '  Usage:', `    ${topic}`, `    ${option}=${topic}`];
  const { help, kind } = reportOptions[option];
  const choices = choicesOf(option);
  const clears = kind === 'text' && choices.length === 0;
  return [
    help,
    '  Usage:',
    `    ${option}=${valueName(option)}`,
    ...(clears ? [`    ${option}=   unsets it`] : []),
  ];
}
