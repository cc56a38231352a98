import { hgrmText } from '../../../engine/load/hgrm';
import { reportCsv } from '../../../engine/load/report-csv';
import { reportJson } from '../../../engine/load/report-json';
import { wrkHeader, wrkLatency, wrkResults } from '../../../engine/load/wrk-text';
import type { LoadReport } from '../../../proto/load';
import type { LoadSide } from './sides';

export const loadFormats = ['wrk', 'json', 'csv', 'hgrm'] as const;
export type LoadFormat = (typeof loadFormats)[number];

const endings: Readonly<Record<LoadFormat, string>> = { wrk: 'txt', json: 'json', csv: 'csv', hgrm: 'hgrm' };

/** The report of a side in one of the formats, and what its file is called. */
export function exportLoad(
  side: LoadSide,
  report: LoadReport,
  format: LoadFormat,
): { readonly name: string; readonly bytes: Uint8Array } {
  const plain = side.title.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|-+$/g, '');
  return {
    name: `${plain.slice(0, 100) || 'load'}.${endings[format]}`,
    bytes: new TextEncoder().encode(textOf(side, report, format)),
  };
}

function textOf({ plan }: LoadSide, report: LoadReport, format: LoadFormat): string {
  switch (format) {
    case 'json':
      return reportJson(report);
    case 'csv':
      return reportCsv(report);
    case 'hgrm':
      return hgrmText(report.responseHistogram);
    case 'wrk': {
      const connections = plan?.connections ?? 1;
      // What was measured, as it is: nothing is added for requests that were never sent.
      const { latency } = wrkLatency(report, { connections, correct: false });
      const seconds = Math.round((report.endedUs - report.startedUs) / 1e6);
      const head = wrkHeader({ url: plan?.url ?? '', seconds, threads: plan?.threads ?? 1, connections });
      return `${[...head, ...wrkResults(report, { latency, showPercentiles: true })].join('\n')}\n`;
    }
  }
}
