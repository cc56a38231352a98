import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runTool } from './run-tool';

export type ToolName = 'llvm-symbolizer' | 'addr2line' | 'objdump' | 'c++filt';

/** Programs that do a tool's work, the best first. */
const programs: Readonly<Record<ToolName, readonly string[]>> = {
  'llvm-symbolizer': ['llvm-symbolizer'],
  addr2line: ['addr2line'],
  objdump: ['llvm-objdump', 'objdump', ...(process.platform === 'darwin' ? ['gobjdump'] : [])],
  'c++filt': ['c++filt', 'llvm-cxxfilt'],
};

/** Finds a tool's program; '' where there is none. */
export type FindTool = (tool: ToolName) => Promise<string>;

/**
 * Looks in the folders of `tools` (as pprof's `-tools` and `PPROF_TOOLS`: folders, or `name:folder`, separated by
 * commas), then in PATH. What was found, or not, is remembered.
 */
export function createFindTool(
  tools: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): FindTool {
  const found = new Map<ToolName, Promise<string>>();
  const asked = tools === '' ? (env.PPROF_TOOLS ?? '') : tools;
  const given = asked.split(',').filter((part) => part !== '');
  const search = async (tool: ToolName) => {
    const folders: string[] = [];
    for (const part of given) {
      const colon = part.indexOf(':');
      // 'C:\\tools' is a folder, not a tool named C.
      if (colon < 2) folders.push(part);
      else if (part.slice(0, colon) === tool) folders.unshift(part.slice(colon + 1));
    }
    folders.push(...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''));
    const suffix = process.platform === 'win32' ? '.exe' : '';
    for (const program of programs[tool]) {
      for (const folder of folders) {
        const path = join(folder, program + suffix);
        const isThere = await access(path, constants.X_OK).then(
          () => true,
          () => false,
        );
        if (isThere) return path;
      }
    }
    return '';
  };
  return (tool) => {
    let path = found.get(tool);
    if (path === undefined) {
      path = search(tool);
      found.set(tool, path);
    }
    return path;
  };
}

/** Whether a program is one of LLVM's, whose flags differ from GNU's. */
export async function isOfLlvm(program: string): Promise<boolean> {
  const text = await runTool({ tool: program, args: ['--version'], deadlineSeconds: 10, maxBytes: 65536 });
  return text.includes('LLVM version');
}
