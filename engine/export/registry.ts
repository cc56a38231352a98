import { FlamebenchError } from '../../proto/errors';
import { atOnce, type Work, within } from '../work/work';
import { callgrindExporter, dotExporter } from './call-graph';
import { csvExporter } from './csv';
import { foldedExporter } from './folded';
import { htmlExporter } from './html/report';
import { jsonExporter } from './json';
import { plainPprofExporter, pprofExporter } from './pprof';
import { speedscopeExporter } from './speedscope';
import { svgExporter } from './svg';
import { utf8Of } from './text-sink';
import type { Exporter, ExportSubject, Gzip } from './types';
import { englishReport, type ReportWords } from './words';

/** Every exporter there is. Where two claim the same ending, the first that can write the subject has it. */
export const exporters: readonly Exporter[] = [
  pprofExporter,
  plainPprofExporter,
  foldedExporter,
  speedscopeExporter,
  svgExporter,
  htmlExporter,
  csvExporter,
  jsonExporter,
  dotExporter,
  callgrindExporter,
];

/** The exporter that a file's name asks for, by its longest known ending; undefined where none is known. */
export function exporterOf(fileName: string, kind: ExportSubject['kind']): Exporter | undefined {
  const name = fileName.toLowerCase();
  let best: Exporter | undefined;
  let longest = 0;
  for (const exporter of exporters) {
    if (exporter[kind] === undefined) continue;
    for (const extension of exporter.extensions) {
      if (!name.endsWith(extension) || extension.length <= longest) continue;
      best = exporter;
      longest = extension.length;
    }
  }
  return best;
}

/**
 * The bytes of the file, but for compression where the exporter is a gzipped one.
 * @throws FlamebenchError 'bad-argument' where the exporter cannot write such a subject
 */
export function* writeAs(
  exporter: Exporter,
  subject: ExportSubject,
  words: ReportWords = englishReport,
): Work<Uint8Array> {
  const work =
    subject.kind === 'profile' ? exporter.profile?.(subject, words) : exporter.comparison?.(subject, words);
  if (work === undefined) {
    const reason = `a ${subject.kind} cannot be written as ${exporter.id}`;
    throw new FlamebenchError('bad-argument', subject.title, { reason });
  }
  const file = yield* within(0, 0.95, work);
  return typeof file === 'string' ? yield* within(0.95, 1, utf8Of(file)) : file;
}

/**
 * The whole file, without a stop.
 * @throws FlamebenchError as {@link writeAs}
 */
export async function exportAs(
  exporter: Exporter,
  subject: ExportSubject,
  ports: ExportPorts,
): Promise<Uint8Array> {
  const bytes = atOnce(writeAs(exporter, subject, ports.words));
  return exporter.isGzipped === true ? ports.gzip(bytes) : bytes;
}

export interface ExportPorts {
  readonly gzip: Gzip;
  /** In whose language; English where not given. */
  readonly words?: ReportWords;
}
