import { Arrivals } from '../../../main/load/arrivals';
import { Budget } from '../../../main/load/budget';
import { prepareCalls } from '../../../main/load/calls';
import { nowUs } from '../../../main/load/clock';
import { LoadLoop, type LoopSetting } from '../../../main/load/loop';
import { counter, failureKinds, WorkerMemory } from '../../../main/load/memory';
import { cycle } from '../../../main/load/source';
import { tlsContext, tlsTask } from '../../../main/load/tls';
import { readBuffer, tcpTransport, tlsTransport } from '../../../main/load/transport';
import { isOpenModel, type LoadPlan } from '../../../proto/load';
import { planOf } from './helpers';

export interface Measured {
  readonly requests: number;
  readonly bytes: number;
  readonly open: number;
  readonly statuses: Record<string, number>;
  /** Failures by kind, kinds without any left out. */
  readonly failures: Record<string, number>;
  readonly problems: Record<string, string>;
  readonly completions: number;
  /** Recorded response times, and service times. */
  readonly latencies: number;
  readonly services: number;
  readonly sent: number;
  readonly inFlight: number;
  readonly unsent: number;
  readonly lastedMs: number;
  readonly reason: string;
  readonly memory: WorkerMemory;
  readonly warmup: WorkerMemory | null;
}

/** Runs a loop in this thread against a loopback port. `until` may stop it before the plan does. */
export async function drive(
  port: number,
  changes: Partial<LoadPlan> = {},
  until: (memory: WorkerMemory) => boolean = () => false,
  setting: Partial<LoopSetting> = {},
): Promise<Measured> {
  const plan = planOf({ url: `http://127.0.0.1:${port}/`, ...changes });
  const memory = WorkerMemory.allocate(plan.seconds);
  const warmup = plan.warmupSeconds > 0 ? WorkerMemory.allocate(plan.warmupSeconds) : null;
  const buffer = readBuffer();
  const endpoint = { address: '127.0.0.1', port };
  const tls = tlsTask(plan);
  const loop = new LoadLoop({
    transport:
      tls === null
        ? tcpTransport(endpoint, buffer)
        : tlsTransport(endpoint, { ...tls, context: tlsContext(tls) }, buffer),
    buffer,
    next: cycle(prepareCalls(plan, 'test')),
    share: isOpenModel(plan)
      ? { arrivals: new Arrivals(plan.rate, plan.stages), offset: 0, stride: 1 }
      : null,
    precise: plan.precise,
    budget: plan.requests > 0 ? new Budget(plan.requests) : null,
    memory,
    warmupMemory: warmup,
    connections: plan.connections,
    timeoutMs: plan.timeoutMs,
    ...setting,
  });
  const startedUs = nowUs();
  const countFromUs = startedUs + plan.warmupSeconds * 1e6;
  loop.start({ startedUs, countFromUs, deadlineUs: countFromUs + plan.seconds * 1e6 });
  const watching = setInterval(() => until(memory) && loop.stop('stopped'), 5);
  const { endedUs, reason, problems } = await loop.ended;
  clearInterval(watching);
  const failures: Record<string, number> = {};
  for (const kind of failureKinds) {
    if (memory.counters[counter[kind]] > 0) failures[kind] = memory.counters[counter[kind]];
  }
  const statuses: Record<string, number> = {};
  memory.statuses.forEach((count, status) => {
    if (count > 0) statuses[status] = count;
  });
  const sum = (counts: Uint32Array): number => counts.reduce((a, b) => a + b, 0);
  return {
    requests: memory.counters[counter.requests],
    bytes: memory.counters[counter.bytes],
    open: memory.counters[counter.open],
    statuses,
    failures,
    problems: Object.fromEntries(problems),
    completions: sum(memory.completions),
    latencies: sum(memory.response),
    services: sum(memory.service),
    sent: memory.counters[counter.sent],
    inFlight: sum(memory.inFlightAges),
    unsent: sum(memory.unsentAges),
    lastedMs: (endedUs - startedUs) / 1000,
    reason,
    memory,
    warmup,
  };
}
