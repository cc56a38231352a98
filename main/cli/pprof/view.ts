import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserPrograms, openBrowser } from '../../services/open-browser';
import type { Terminal } from '../terminal';
import type { Viewer } from './cli-report';
import { writeNumbered } from './save';

/**
 * Shows a report in another program, as a file in a temporary folder of its own. The file stays, since that
 * program may read it after this one has ended.
 * @param suffix of the file: '.svg'
 */
export async function viewReport(
  bytes: Uint8Array,
  suffix: string,
  viewer: Viewer,
  terminal: Terminal,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'flamebench-'));
  const path = await writeNumbered(folder, 'pprof', suffix, bytes);
  terminal.note(`Generating report in ${path}`);
  const shown = await openBrowser(path, viewer === 'browser' ? browsersFirst() : [viewer]);
  if (!shown) {
    const name = viewer === 'browser' ? 'browser' : viewer[0];
    terminal.note(`No ${name} could be started to show it: open the file with another program.`);
  }
}

/** What the system opens an SVG with may be a viewer in which its script does not run. */
function browsersFirst(): (readonly string[])[] {
  const programs = browserPrograms(process.platform, process.env);
  const isGeneral = ([program]: readonly string[]) => program === 'xdg-open';
  return [...programs.filter((each) => !isGeneral(each)), ...programs.filter(isGeneral)];
}
