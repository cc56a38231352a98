import type { BrowserContext, Page } from 'playwright-core';

/**
 * How many times slower than it is this machine shall act; 1 = as it is. A test that passes at 1 only, waits for
 * something that it does not see (README here).
 */
export const slowness = Math.max(1, Number(process.env.FLAMEBENCH_SLOW) || 1);

/** What a worker is asked reaches it so much later, for each time that it shall be slower. */
const delayMs = 50;

/** Has a page, and those after it, act as on a slower machine: its own processor, and the answers of its workers. */
export async function slowDown(context: BrowserContext, page: Page): Promise<void> {
  if (slowness === 1) return;
  await context.addInitScript(delayWorkers, slowness * delayMs);
  await page.evaluate(delayWorkers, slowness * delayMs);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowness });
}

/** Runs in the page. Messages keep their order: timers of one length do. */
function delayWorkers(ms: number): void {
  const ask = Worker.prototype.postMessage as (...given: unknown[]) => void;
  Worker.prototype.postMessage = function later(this: Worker, ...given: unknown[]) {
    setTimeout(() => ask.apply(this, given), ms);
  };
}
