import type { Verb } from './verb';

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
}

/** Help of the whole program. What a verb takes is in its own help, so that this one stays easy to scan. */
export function overviewHelp(verbs: readonly Verb[]): string[] {
  return [
    'Drive load at a service, capture its profiles meanwhile, and see what to make faster.',
    '',
    'usage: flamebench [VERB] [OPTIONS]',
    '',
    ...columns(verbs.map((verb) => [verb.name, verb.summary] as const)),
    '',
    ...columns([
      ['VERB --help', 'what a verb does, and its options'],
      ['--version', 'the version of Flamebench'],
    ]),
    '',
    'Without a verb the workbench opens. Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted.',
  ];
}

/** Help of one verb. */
export function verbHelp(verb: Verb): string[] {
  const options = Object.entries(verb.options).map(([name, option]) => {
    const short = option.short === undefined ? '    ' : `-${option.short}, `;
    const value = option.placeholder === undefined ? '' : ` ${option.placeholder}`;
    return [`${short}--${name}${value}`, option.about] as const;
  });
  return [
    `usage: flamebench ${verb.name} ${verb.operands}`.trim() + (options.length > 0 ? ' [OPTIONS]' : ''),
    '',
    `${verb.summary[0]!.toUpperCase()}${verb.summary.slice(1)}.`,
    ...verb.details,
    '',
    ...columns([...options, ['    --help', 'this text']]),
  ];
}
