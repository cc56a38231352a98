import type { V8Profiler } from './v8-profiler';
import { heapStacks, type V8Stack } from './v8-stacks';

/**
 * All that was allocated since the service began, stack by stack. V8 keeps every sample until sampling
 * stops; taking the samples over now and then keeps a demo that runs for hours from growing.
 */
export class HeapLedger {
  private readonly stacks = new Map<string, { frames: V8Stack['frames']; count: number; value: number }>();

  constructor(private readonly profiler: V8Profiler) {}

  /** Takes over what V8 has sampled since the last call. */
  async update(): Promise<void> {
    for (const stack of heapStacks(await this.profiler.takeHeap())) {
      const key = stack.frames.map((f) => `${f.name}\n${f.url}\n${f.line}\n${f.column}`).join('\n');
      const sum = this.stacks.get(key);
      if (sum === undefined) this.stacks.set(key, { ...stack });
      else {
        sum.count += stack.count;
        sum.value += stack.value;
      }
    }
  }

  /** Everything so far; never decreasing from call to call. */
  async read(): Promise<V8Stack[]> {
    await this.update();
    return [...this.stacks.values()];
  }
}
