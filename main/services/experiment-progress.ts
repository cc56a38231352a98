import type { LoadTick } from '../../proto/load';
import {
  type ExperimentPlan,
  type ExperimentProgress,
  type experimentPhases,
  turnsOf,
} from '../../proto/run';
import type { ClockUs, Sleep } from '../ports';

export type ExperimentPhase = (typeof experimentPhases)[number];

/** Between two reports; the contract allows ten a second. */
const intervalMs = 100;
/** Of the heat map, about a second each; reports come ten times as often. */
const mostIntervals = 5;
/** Allowed for saving, so that the bar does not stand at its end while it runs. */
const closingSeconds = 0.5;

/**
 * Where an experiment stands on its planned time line. Starting and closing have no length of their own that
 * is known before, so the bar moves with each turn's warm-up and capture and waits, never goes back, where
 * they overrun.
 */
export class ExperimentProgressMeter {
  private phase: ExperimentPhase = 'starting';
  private phaseStartedUs: number;
  private tick: LoadTick | null = null;
  private turn = 0;
  private readonly turns: number;
  private readonly turnSeconds: number;
  private readonly phaseSeconds: Readonly<Record<ExperimentPhase, number>>;
  private readonly phaseOffset: Readonly<Record<ExperimentPhase, number>>;
  private readonly totalSeconds: number;

  constructor(
    private readonly id: string,
    plan: ExperimentPlan,
    private readonly now: ClockUs,
  ) {
    const { warmupSeconds, seconds } = plan;
    const end = warmupSeconds + seconds;
    this.phaseStartedUs = now();
    this.turns = turnsOf(plan).length;
    this.turnSeconds = end;
    this.totalSeconds = this.turns * end + closingSeconds;
    this.phaseSeconds = {
      starting: 0,
      'warming-up': warmupSeconds,
      capturing: seconds,
      stopping: 0,
      saving: closingSeconds,
    };
    this.phaseOffset = {
      starting: 0,
      'warming-up': 0,
      capturing: warmupSeconds,
      stopping: end,
      saving: end,
    };
  }

  /** @param turn from 0 */
  beginTurn(turn: number): void {
    this.turn = turn;
    this.tick = null;
    this.enter('starting');
  }

  enter(phase: ExperimentPhase): void {
    this.phase = phase;
    this.phaseStartedUs = this.now();
  }

  /** Stands at the phase's beginning until {@link resume}: what happens meanwhile is not in the plan's seconds. */
  pause(): void {
    this.phaseStartedUs = Number.POSITIVE_INFINITY;
  }

  resume(): void {
    this.phaseStartedUs = this.now();
  }

  /** Keeps the last intervals of the ticks before: a listener that hears of fewer ticks misses none of them. */
  setTick(tick: LoadTick): void {
    const intervals = [...(this.tick?.intervals ?? []), ...tick.intervals].slice(-mostIntervals);
    this.tick = { ...tick, intervals };
  }

  read(): ExperimentProgress {
    const inPhase = Math.min((this.now() - this.phaseStartedUs) / 1e6, this.phaseSeconds[this.phase]);
    const at = this.turn * this.turnSeconds + this.phaseOffset[this.phase] + Math.max(0, inPhase);
    return {
      id: this.id,
      phase: this.phase,
      turn: this.turn,
      turns: this.turns,
      done: Math.min(1, at / this.totalSeconds),
      secondsLeft: Math.max(0, this.totalSeconds - at),
      tick: this.tick,
    };
  }

  /** Reports every 100 ms until the signal is aborted. */
  async reportTo(
    listener: (progress: ExperimentProgress) => void,
    sleep: Sleep,
    signal: AbortSignal,
  ): Promise<void> {
    while (!signal.aborted) {
      listener(this.read());
      await sleep(intervalMs, signal);
    }
  }
}
