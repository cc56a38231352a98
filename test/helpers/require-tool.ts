import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a test of a tool outside the project is to be skipped, and why. */
export interface ToolCheck {
  readonly skip: boolean;
  /** '' where the tool is there. */
  readonly reason: string;
}

/** Path of a program in PATH; '' where it is not there. */
export function findProgram(name: string): string {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const suffix of suffixes) {
      const path = join(folder, name + suffix);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here; the next folder may have it.
      }
    }
  }
  return '';
}

/**
 * Looks for a program in PATH: `describe.skipIf(requireTool('go').skip)`. With FLAMEBENCH_REQUIRE_ALL=1, as
 * continuous integration has it, a missing tool is a failure.
 *
 * @param otherNames under which other systems have it
 * @throws Error when the tool is missing and everything is required
 */
export function requireTool(name: string, ...otherNames: string[]): ToolCheck {
  if ([name, ...otherNames].some((each) => findProgram(each) !== '')) return { skip: false, reason: '' };
  const reason = `${name} is not installed`;
  if (process.env.FLAMEBENCH_REQUIRE_ALL === '1')
    throw new Error(`${reason}, and FLAMEBENCH_REQUIRE_ALL is set`);
  return { skip: true, reason };
}
