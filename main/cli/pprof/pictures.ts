import { commands } from '../../../engine/pprof/commands';
import { runReport } from '../../../engine/pprof/report';
import type { CliReport, Viewer } from './cli-report';

// Reports that are the call graph as a picture, or that a program of the machine shows.

const { help: _, report: __, ...graphRules } = commands.dot!;

/** The call graph in a format of Graphviz's. */
function picture(help: string, format: string, viewer?: Viewer): CliReport {
  return {
    ...graphRules,
    help,
    fileSuffix: `.${format}`,
    ...(viewer === undefined ? {} : { viewer }),
    async make(profile, request, { distFolder, signal }) {
      const { output, notes } = runReport(profile, { ...request, command: 'dot' });
      if (output.kind !== 'text') throw new Error('the report dot is no text');
      // Loaded for this alone.
      const { createDraw } = await import('../../graphviz/draw');
      const bytes = await createDraw({ distFolder, signal })(output.text, format);
      return { output: { kind: 'bytes', bytes }, notes };
    },
  };
}

const { report: ___, ...callgrindRules } = commands.callgrind!;

export const pictureReports: Readonly<Record<string, CliReport>> = {
  svg: picture('Call graph as a picture to zoom and move in a browser', 'svg'),
  png: picture('Call graph as PNG, by the Graphviz on this machine', 'png'),
  gif: picture('Call graph as GIF, by the Graphviz on this machine', 'gif'),
  pdf: picture('Call graph as PDF, by the Graphviz on this machine', 'pdf'),
  ps: picture('Call graph as PostScript, by the Graphviz on this machine', 'ps'),
  web: picture('Call graph in a browser', 'svg', 'browser'),
  eog: picture('Call graph in eog', 'svg', ['eog']),
  evince: picture('Call graph in evince', 'pdf', ['evince']),
  gv: picture('Call graph in gv', 'ps', ['gv', '--noantialias']),
  kcachegrind: {
    ...callgrindRules,
    help: 'Call graph in KCachegrind',
    fileSuffix: '.grind',
    viewer: ['kcachegrind'],
    make: async (profile, request) => runReport(profile, { ...request, command: 'callgrind' }),
  },
};
