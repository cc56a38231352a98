import { sentence } from '../../../../engine/advice/sentence';
import type { Profile } from '../../../../engine/model/profile';
import { type ReportOptions, setOption } from '../../../../engine/pprof/options';
import { chooseSamples } from '../../../../engine/pprof/sample-values';
import { profileSummary } from '../../../../engine/pprof/summary';
import { toFailure } from '../../../../proto/errors';
import type { Terminal } from '../../terminal';
import { shellHelp } from '../help';
import { localPlace } from '../local-place';
import { type PrintOptions, printReport } from '../print-report';
import { parseLine, type ShellAction } from './line';
import type { Lines } from './lines';
import { optionList } from './option-list';
import { expandShortcut } from './shortcuts';

export const prompt = '(pprof) ';

export interface ShellPorts extends Omit<PrintOptions, 'isShell'> {
  readonly lines: Lines;
}

/**
 * The shell of pprof: reads commands until the end and prints their reports. Reports are results; greeting,
 * help, options and failures are notes. A line that fails is told of, and the shell goes on.
 *
 * @param given options of the command line, which hold until they are set anew
 * @throws FlamebenchError 'cancelled', and failures to read lines
 */
export async function runShell(
  profile: Profile,
  given: ReportOptions,
  { lines, ...ports }: ShellPorts,
): Promise<void> {
  const { terminal } = ports;
  let options = setOption(given, 'compact_labels', 'true');
  greet(profile, options, terminal);
  for (;;) {
    const typed = await lines.next(prompt);
    if (typed === null) return;
    for (const line of expandShortcut(typed, profile.sampleTypes)) {
      try {
        const action = parseLine(line, options);
        if (action.kind === 'quit') return;
        if (action.kind === 'set') options = withOption(options, action, profile);
        else await carryOut(action, profile, options, ports);
      } catch (error) {
        terminal.note(wordsOf(error));
      }
    }
  }
}

async function carryOut(
  action: ShellAction,
  profile: Profile,
  options: ReportOptions,
  ports: Omit<ShellPorts, 'lines'>,
): Promise<void> {
  switch (action.kind) {
    case 'report':
      return printReport(profile, action.order, { ...ports, isShell: true });
    case 'help':
      for (const line of shellHelp(action.topic)) ports.terminal.note(line);
      return;
    case 'options':
      for (const line of optionList(options, profile)) ports.terminal.note(line);
  }
}

function withOption(
  options: ReportOptions,
  { name, value }: { readonly name: string; readonly value: string },
  profile: Profile,
): ReportOptions {
  // Kept as a name, which means the same whatever a later report makes of the profile.
  const checked = name === 'sample_index' ? chooseSamples(profile, value, false).type : value;
  return setOption(options, name, checked);
}

function greet(profile: Profile, options: ReportOptions, terminal: Terminal): void {
  try {
    const { lines, total } = profileSummary(profile, options, localPlace);
    for (const line of lines) terminal.note(line);
    if (total === 0 && profile.sampleTypes.length > 1) {
      const types = profile.sampleTypes.map(({ type }) => type).join(', ');
      terminal.note(`The profile has no samples of this type; choose another with sample_index: ${types}`);
    }
  } catch (error) {
    terminal.note(wordsOf(error));
  }
  terminal.note('Entering interactive mode (type "help" for commands, "o" for options)');
}

/** A slip in what was typed needs no more words than what is wrong. */
function wordsOf(error: unknown): string {
  const failure = toFailure(error, 'the command');
  const { code, subject, facts } = failure;
  return code === 'bad-argument' && facts.reason !== undefined
    ? `${subject}: ${facts.reason}`
    : sentence(failure);
}
