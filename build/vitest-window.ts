import { prepareWindow } from './window.mjs';

/** Gives the tests in the real window their runtime and their screen, or the reason why there is none. */
export async function setup(): Promise<() => void> {
  const { reason, stop } = await prepareWindow();
  process.env.FLAMEBENCH_NO_WINDOW = reason;
  if (reason !== '') console.error(`Tests in the real window cannot run: ${reason}`);
  return stop;
}
