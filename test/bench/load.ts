import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LoadPlan } from '../../proto/load';
import { type ClientRun, clientRunOf, runAutocannon, runOurs, runWrk } from './load/clients';
import { scriptCases } from './load/script';
import { buildServer, startNginx, startServer, type Target } from './load/target';
import { benchArguments, median, printRows, type Row } from './measure';

/**
 * The load engine against wrk, one thread each, in turns: the service on one core, the client on the other. Then
 * how well the open model keeps its rate, and what it says of a service that freezes.
 *
 *     npm run bench -- load [--json] [--pairs N]
 */
const [root = '', ...args] = process.argv.slice(2);
const { asJson } = benchArguments(args);
const pairs = Math.max(5, benchArguments(args).pairs);
const seconds = 3;
const folder = mkdtempSync(join(tmpdir(), 'flamebench-load-'));
const child = join(dirname(process.argv[1]!), 'load-child.cjs');
const dist = join(root, 'dist');
const server = join(folder, 'server');

interface Case {
  readonly what: string;
  readonly start: () => Promise<Target | null>;
  readonly plan: Partial<LoadPlan>;
  readonly wrkScript?: string;
  readonly targetRate: number;
  /** Highest processor time a request, as a share of wrk's; null = none asked for. */
  readonly targetCpu: number | null;
}

const pipelineScript = join(folder, 'pipeline.lua');
const depth = 3;
writeFileSync(
  pipelineScript,
  `function init(args) local t = {}; for i = 1, ${depth} do t[i] = wrk.format() end; all = table.concat(t) end
function request() return all end\n`,
);

const small = () => startServer(server, 2);
const cases: readonly Case[] = [
  {
    what: 'small, 50 connections',
    start: small,
    plan: { connections: 50 },
    targetRate: 0.95,
    targetCpu: 1.1,
  },
  {
    what: 'small, 100 connections',
    start: small,
    plan: { connections: 100 },
    targetRate: 0.9,
    targetCpu: 1.1,
  },
  {
    what: '100 KB bodies, 50 connections',
    start: () => startServer(server, 100 * 1024),
    plan: { connections: 50 },
    targetRate: 1.5,
    targetCpu: null,
  },
  {
    what: `pipeline of ${depth}, 50 connections`,
    start: small,
    plan: { connections: 50, pipeline: depth },
    wrkScript: pipelineScript,
    targetRate: 0.9,
    targetCpu: null,
  },
  {
    what: 'TLS, nginx, 50 connections',
    start: () => startNginx(folder),
    plan: { connections: 50, tls: { insecure: true, caPem: '', certPem: '', keyPem: '', serverName: '' } },
    targetRate: 0.9,
    targetCpu: null,
  },
  ...scriptCases(root).map(({ script, ...each }) => ({
    ...each,
    start: small,
    plan: { connections: 50, script },
    targetCpu: null,
  })),
];

const rows: Row[] = [];
const figures: object[] = [];

function report(
  what: string,
  ours: ClientRun[],
  peer: ClientRun[],
  targetRate: number,
  targetCpu: number | null,
) {
  const ratioOf = (of: (run: ClientRun) => number) => median(ours.map((run, i) => of(run) / of(peer[i]!)));
  const middle = (runs: ClientRun[], of: (run: ClientRun) => number) => median(runs.map(of));
  const rate = ratioOf((run) => run.requestsPerSecond);
  const cpu = ratioOf((run) => run.cpuUs);
  const show = (runs: ClientRun[]) =>
    `${Math.round(middle(runs, (run) => run.requestsPerSecond))}/s, ${middle(runs, (run) => run.cpuUs).toFixed(2)} µs`;
  rows.push({
    what,
    ours: show(ours),
    peer: show(peer),
    result: `rate ×${rate.toFixed(2)}`,
    target: `≥ ${targetRate}`,
    met: rate >= targetRate,
  });
  const isCpuMet = targetCpu === null ? null : cpu <= targetCpu;
  rows.push({
    what: '  processor time a request',
    ours: '',
    peer: '',
    result: `×${cpu.toFixed(2)}`,
    target: targetCpu === null ? '' : `≤ ${targetCpu}`,
    met: isCpuMet,
  });
  figures.push({ what, rate, targetRate, cpu, targetCpu, ours, peer });
}

async function compare({ what, start, plan, wrkScript, targetRate, targetCpu }: Case): Promise<void> {
  const target = await start();
  if (target === null) {
    console.error(`${what} was not measured: its service is not installed`);
    return;
  }
  const ours: ClientRun[] = [];
  const peer: ClientRun[] = [];
  const { connections = 1 } = plan;
  try {
    for (let pair = 0; pair < pairs; pair++) {
      peer.push(runWrk(target.url, connections, seconds, wrkScript));
      ours.push(clientRunOf(runOurs(child, dist, target.url, { ...plan, seconds })));
    }
  } finally {
    target.stop();
  }
  report(what, ours, peer, targetRate, targetCpu);
}

async function compareAutocannon(): Promise<void> {
  const target = await small();
  try {
    const ours: ClientRun[] = [];
    const peer: ClientRun[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const run = runAutocannon(target.url, 50, seconds);
      if (run === null) {
        console.error('autocannon was not measured: npx cannot fetch it');
        return;
      }
      peer.push(run);
      ours.push(clientRunOf(runOurs(child, dist, target.url, { connections: 50, seconds })));
    }
    report('small, 50 connections, against autocannon', ours, peer, 1.6, null);
  } finally {
    target.stop();
  }
}

/** wrk2's median from the intended start at the same rates against the same service, as published with its test. */
const rates = [
  { rate: 100, wrk2Ms: 0.86 },
  { rate: 1000, wrk2Ms: 1.19 },
  { rate: 10_000, wrk2Ms: 0.97 },
];
const preciseMs = 0.2;

/** How far the median of the open model is from the truth: what one connection after the other sees. */
async function measureRates(): Promise<void> {
  const target = await small();
  try {
    const truth = runOurs(child, dist, target.url, { seconds: 1 }).latency.p50;
    for (const { rate, wrk2Ms } of rates) {
      for (const precise of [false, true]) {
        const errors: number[] = [];
        for (let run = 0; run < pairs; run++) {
          const plan = { connections: 50, rate, precise, seconds };
          errors.push(Math.abs(runOurs(child, dist, target.url, plan).latency.p50 - truth));
        }
        const error = median(errors);
        const limit = precise ? preciseMs : wrk2Ms;
        const what = `p50 at ${rate}/s, ${precise ? 'precise' : 'tick'}`;
        rows.push({
          what,
          ours: `off by ${error.toFixed(3)} ms`,
          peer: precise ? '' : `wrk2 ${wrk2Ms} ms`,
          result: `${error.toFixed(3)} ms`,
          target: `≤ ${limit} ms`,
          met: error <= limit,
        });
        figures.push({ what, errors, limit });
      }
    }
  } finally {
    target.stop();
  }
}

/** Of requests spread evenly, a quarter meets the freeze and waits for 0 to 500 ms: p90 is 300 ms, p99 480 ms. */
async function measureFreeze(): Promise<void> {
  const target = await startServer(server, 2, { ms: 500, everyMs: 2000 });
  try {
    const plan = { connections: 50, rate: 1000, seconds: 10, timeoutMs: 5000 };
    const { latency } = runOurs(child, dist, target.url, plan);
    for (const [name, found, truth] of [
      ['p90', latency.p90, 300],
      ['p99', latency.p99, 480],
    ] as const) {
      const off = Math.abs(found / truth - 1);
      const what = `service that freezes: ${name}`;
      rows.push({
        what,
        ours: `${found.toFixed(1)} ms`,
        peer: `truth ${truth} ms`,
        result: `${(100 * off).toFixed(1)} %`,
        target: '≤ 3 %',
        met: off <= 0.03,
      });
      figures.push({ what, found, truth });
    }
  } finally {
    target.stop();
  }
}

async function main(): Promise<void> {
  const missing = buildServer(root, server);
  if (missing !== '') {
    console.error(`The load engine was not measured: ${missing}`);
    return;
  }
  for (const each of cases) await compare(each);
  await compareAutocannon();
  await measureRates();
  await measureFreeze();
  if (asJson) console.log(JSON.stringify(figures));
  else printRows(rows, 'peer');
  if (rows.some((row) => row.met === false)) process.exitCode = 1;
}

main().finally(() => rmSync(folder, { recursive: true, force: true }));
