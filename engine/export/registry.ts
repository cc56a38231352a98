import { FlamebenchError } from '../../proto/errors';
import { encodeUtf8 } from '../wire/utf8';
import { callgrindExporter, dotExporter } from './call-graph';
import { csvExporter } from './csv';
import { foldedExporter } from './folded';
import { htmlExporter } from './html/report';
import { jsonExporter } from './json';
import { atOnce } from './pace';
import { plainPprofExporter, pprofExporter } from './pprof';
import { speedscopeExporter } from './speedscope';
import { svgExporter } from './svg';
import type { Exporter, ExportPorts, ExportSubject } from './types';
import { englishReport } from './words';

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
 * The bytes of the written file.
 * @throws FlamebenchError 'bad-argument' where the exporter cannot write such a subject
 */
export async function exportAs(
  exporter: Exporter,
  subject: ExportSubject,
  { gzip, words = englishReport, pace = atOnce }: ExportPorts,
): Promise<Uint8Array> {
  const tools = { gzip, words, pace };
  const written =
    subject.kind === 'profile'
      ? await exporter.profile?.(subject, tools)
      : await exporter.comparison?.(subject, tools);
  if (written === undefined) {
    const reason = `a ${subject.kind} cannot be written as ${exporter.id}`;
    throw new FlamebenchError('bad-argument', subject.title, { reason });
  }
  return typeof written === 'string' ? encodeUtf8(written) : written;
}
