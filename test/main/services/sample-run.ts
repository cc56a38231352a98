import { type Run, runFormatVersion } from '../../../proto/run';

/** A run with one CPU capture, of the given name and second of the day. */
export function sampleRun(id: string, second = 0): Run {
  return {
    format: runFormatVersion,
    id,
    createdAt: new Date(Date.UTC(2026, 0, 2, 0, 0, second)).toISOString(),
    label: `label of ${id}`,
    madeBy: 'flamebench 0.0.0',
    plan: {
      label: `label of ${id}`,
      variants: [{ label: '', pprofUrl: 'http://127.0.0.1:1/debug/pprof/', load: null }],
      rounds: 1,
      warmupSeconds: 0,
      captures: ['cpu'],
      seconds: 1,
    },
    status: 'whole',
    failure: null,
    turns: [{ round: 0, variant: 0, startedMs: 0, endedMs: 1000, report: null }],
    zeroUs: 1,
    captures: [
      {
        kind: 'cpu',
        round: 0,
        variant: 0,
        file: 'cpu.pb.gz',
        baseFile: '',
        bytes: 3,
        startedMs: 0,
        endedMs: 1000,
        requests: 0,
      },
    ],
    notes: '',
    tags: [],
  };
}

export const sampleFiles = (text = 'abc') => new Map([['cpu.pb.gz', new TextEncoder().encode(text)]]);
