import { type Profiler, Session } from 'node:inspector';
import { sleep } from '../services/clock';
import type { CpuRecord, HeapSamples } from './v8-stacks';

/** Time between two CPU samples: twenty times Go's rate, so that a second shows enough. More would slow the service. */
export const cpuIntervalUs = 500;
/** Bytes allocated between two heap samples on average, as Go's runtime has it. */
export const heapIntervalBytes = 512 * 1024;

/** Only one CPU profile can be taken at a time. */
export class ProfilerBusy extends Error {
  constructor() {
    super('cpu profiling already in use');
    this.name = 'ProfilerBusy';
  }
}

/** V8's profilers of this very process, through the inspector's protocol. */
export class V8Profiler {
  private readonly session = new Session();
  private cpuRunning = false;

  constructor() {
    this.session.connect();
  }

  /** The session answers commands of this process before `post` returns, except where V8 has to wait. */
  private post<T>(method: string, parameters: object = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      this.session.post(method, parameters, (error, result) => {
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result as T);
      });
    });
  }

  /** True while a CPU profile is being taken. */
  get busy(): boolean {
    return this.cpuRunning;
  }

  /**
   * Takes a CPU profile.
   * @param aborted ends the profile early; the promise then rejects with its reason
   * @throws ProfilerBusy when one is being taken already
   */
  async cpu(seconds: number, aborted: AbortSignal): Promise<CpuRecord> {
    if (this.cpuRunning) throw new ProfilerBusy();
    this.cpuRunning = true;
    try {
      await this.post('Profiler.enable');
      await this.post('Profiler.setSamplingInterval', { interval: cpuIntervalUs });
      await this.post('Profiler.start');
      const before = process.cpuUsage();
      await sleep(seconds * 1000, aborted);
      const { user, system } = process.cpuUsage(before);
      const { profile } = await this.post<Profiler.StopReturnType>('Profiler.stop');
      aborted.throwIfAborted();
      return { profile, cpuUs: user + system, intervalUs: cpuIntervalUs };
    } finally {
      this.cpuRunning = false;
    }
  }

  /** Begins to sample allocations, those already collected included. */
  async startHeap(): Promise<void> {
    await this.post('HeapProfiler.enable');
    await this.post('HeapProfiler.startSampling', {
      samplingInterval: heapIntervalBytes,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
  }

  /** What was allocated since {@link startHeap}; sampling goes on with an empty slate. */
  async takeHeap(): Promise<HeapSamples> {
    const { profile } = await this.post<{ profile: HeapSamples }>('HeapProfiler.stopSampling');
    await this.startHeap();
    return profile;
  }
}
