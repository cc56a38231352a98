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

/** The words after the program's name, in the table's order. */
export function recordWords(line: RecordLine): string[] {
  const words = ['record'];
  if (line.url !== '') words.push(line.url);
  for (const field of valueFields)
    if (line[field] !== '') words.push(...option(valueFlags[field], line[field]));
  for (const field of switchFields) if (line[field]) words.push(`--${switchFlags[field]}`);
  for (const field of listFields)
    for (const value of line[field]) words.push(...option(listFlags[field], value));
  if (line.scriptArgs.length > 0) words.push('--', ...line.scriptArgs);
  return words;
}

/** A value that begins like a flag, or is empty, is tied to its own. */
function option(flag: string, value: string): string[] {
  return value.startsWith('-') || value === '' ? [`--${flag}=${value}`] : [`--${flag}`, value];
}

/** The command line to be pasted into a shell. */
export function recordCommand(line: RecordLine): string {
  return joinWords(['flamebench', ...recordWords(line)]);
}
