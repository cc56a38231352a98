import {
  listFields,
  listFlags,
  type RecordLine,
  switchFields,
  switchFlags,
  valueFields,
  valueFlags,
} from './flags';
import { joinWords } from './shell';

/** The words after the program's name, in the table's order: the verb and what it is for, then an option each. */
function recordParts(line: RecordLine): string[][] {
  const parts = [line.url === '' ? ['record'] : ['record', line.url]];
  for (const field of valueFields) if (line[field] !== '') parts.push(option(valueFlags[field], line[field]));
  for (const field of switchFields) if (line[field]) parts.push([`--${switchFlags[field]}`]);
  for (const field of listFields)
    for (const value of line[field]) parts.push(option(listFlags[field], value));
  if (line.scriptArgs.length > 0) parts.push(['--', ...line.scriptArgs]);
  return parts;
}

/** The words after the program's name, in the table's order. */
function recordWords(line: RecordLine): string[] {
  return recordParts(line).flat();
}

/** A value that begins like a flag, or is empty, is tied to its own. */
function option(flag: string, value: string): string[] {
  return value.startsWith('-') || value === '' ? [`--${flag}=${value}`] : [`--${flag}`, value];
}

/** The command line to be pasted into a shell. */
export function recordCommand(line: RecordLine): string {
  return joinWords(['flamebench', ...recordWords(line)]);
}

/** The same with an option a line, as one writes it to be read; a shell takes it as one command. */
export function recordCommandInLines(line: RecordLine): string {
  return `flamebench ${recordParts(line).map(joinWords).join(' \\\n  ')}`;
}
