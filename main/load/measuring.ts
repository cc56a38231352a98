import {
  isOpenModel,
  type LoadEvent,
  type LoadPlan,
  type LoadReport,
  type StopReason,
} from '../../proto/load';
import { Arrivals } from './arrivals';
import { Breaker } from './breaker';
import { nowUs } from './clock';
import type { LoopEnd, LoopTimes } from './loop';
import { counter, type WorkerMemory } from './memory';
import { Sampler } from './sampling';
import { errorCounts, totalOfCounter } from './totals';

/** Memory of all threads, for the warm-up (empty without one) and for what counts. */
export interface Memories {
  readonly warmup: readonly WorkerMemory[];
  readonly counted: readonly WorkerMemory[];
}

/** Reads a running load: tells ticks, says when to stop it, and reports in the end. */
export class Measuring {
  readonly #plan: LoadPlan;
  readonly #memories: Memories;
  readonly #times: LoopTimes;
  readonly #tell: (event: LoadEvent) => void;
  readonly #warmup: Sampler | null;
  #counted: Sampler;
  readonly #breaker: Breaker;
  #isCounting: boolean;
  #cpuBefore = process.cpuUsage();

  constructor(plan: LoadPlan, memories: Memories, times: LoopTimes, tell: (event: LoadEvent) => void) {
    this.#plan = plan;
    this.#memories = memories;
    this.#times = times;
    this.#tell = tell;
    this.#breaker = new Breaker(times.startedUs);
    this.#isCounting = plan.warmupSeconds === 0;
    this.#warmup = this.#isCounting ? null : this.#samplerOf(memories.warmup, times.startedUs);
    this.#counted = this.#samplerOf(memories.counted, times.countFromUs);
  }

  /** Tells a tick. Returns why the load must stop, or null. */
  tick(): StopReason | null {
    const atUs = nowUs();
    if (!this.#isCounting && atUs >= this.#times.countFromUs) {
      this.#isCounting = true;
      this.#cpuBefore = process.cpuUsage();
    }
    this.#tellTick(this.#isCounting || this.#warmup === null ? this.#counted : this.#warmup, atUs);
    const memories = [...this.#memories.warmup, ...this.#memories.counted];
    return this.#breaker.judge({
      atUs,
      requests: totalOfCounter(memories, counter.requests),
      errors: errorCounts(memories, {}),
      opened: totalOfCounter(memories, counter.opened),
    });
  }

  /**
   * The last tick, and what the sampler can report. `ends` are those of the threads that ended by themselves;
   * `asked`: why the load was stopped, null where it came to its end.
   */
  report(ends: readonly LoopEnd[], asked: StopReason | null): LoadReport {
    const endedUs = ends.length === 0 ? nowUs() : Math.max(...ends.map((end) => end.endedUs));
    const { user, system } = process.cpuUsage(this.#cpuBefore);
    // Stopped while it warmed up, a load has counted nothing, for no time.
    if (endedUs < this.#times.countFromUs) this.#counted = this.#samplerOf(this.#memories.counted, endedUs);
    this.#tellTick(this.#counted, endedUs);
    return {
      ...this.#counted.report({
        endedUs,
        utilization: Math.max(0, ...ends.map((end) => end.utilization)),
        reason: asked ?? (this.#hasConnected() ? reasonOf(ends) : 'unreachable'),
      }),
      problems: Object.fromEntries(ends.flatMap((end) => end.problems).reverse()),
      cpuUs: user + system,
    };
  }

  /** Whether a connection came about, or none was refused: a short load may end before the breaker judges. */
  #hasConnected(): boolean {
    const memories = [...this.#memories.warmup, ...this.#memories.counted];
    if (totalOfCounter(memories, counter.opened) > 0) return true;
    const { connect, tls } = errorCounts(memories, {});
    return connect + tls === 0;
  }

  #samplerOf(memories: readonly WorkerMemory[], startedUs: number): Sampler {
    const { rate, stages, precise } = this.#plan;
    return new Sampler({
      memories,
      startedUs,
      warmingUp: memories === this.#memories.warmup,
      arrivals: isOpenModel(this.#plan) ? new Arrivals(rate, stages) : null,
      arrivalsFromUs: this.#times.startedUs,
      precise,
    });
  }

  #tellTick(sampler: Sampler, atUs: number): void {
    const tick = sampler.tick(atUs);
    this.#tell({ type: 'tick', tick, completions: tick.warmingUp ? [] : sampler.newCompletions(atUs) });
  }
}

/** Why most of it ended: one thread stopped by its script is no end of the load. */
function reasonOf(ends: readonly LoopEnd[]): StopReason {
  const reasons = new Set(ends.map((end) => end.reason));
  for (const reason of ['duration', 'requests', 'script'] as const) if (reasons.has(reason)) return reason;
  return ends.length === 0 ? 'duration' : 'stopped';
}
