import { hasDisplay, hasVirtualDisplay, startVirtualDisplay } from './display.mjs';
import { missingLibrariesAdvice } from './electron-libraries.mjs';
import { electronRuntime } from './electron-runtime.mjs';

/**
 * Finds a runtime and a screen for tests in the real window, and names them in the environment
 * (FLAMEBENCH_ELECTRON, DISPLAY).
 * @returns {Promise<{ reason: string, stop(): void }>} reason: why there can be no window; '' when there can
 */
export async function prepareWindow() {
  const none = (/** @type {string} */ reason) => ({ reason, stop() {} });
  try {
    const { executable } = await electronRuntime();
    const advice = missingLibrariesAdvice(executable);
    if (advice !== '') return none(advice);
    process.env.FLAMEBENCH_ELECTRON = executable;
    if (hasDisplay()) return none('');
    if (!hasVirtualDisplay())
      return none('there is no display and no Xvfb; on Debian: apt-get install -y xvfb');
    const { display, stop } = await startVirtualDisplay();
    process.env.DISPLAY = display;
    return { reason: '', stop };
  } catch (error) {
    return none(`no Electron runtime: ${error instanceof Error ? error.message : error}`);
  }
}
