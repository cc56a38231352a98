import { stderr } from 'node:process';

/**
 * Progress of one download on stderr: a bar that redraws on a terminal, elsewhere a line every few seconds.
 * @param {string} what names the thing, for people
 * @param {number} totalBytes 0 when unknown
 * @returns {{ update(doneBytes: number): void, end(): void }}
 */
export function progress(what, totalBytes) {
  const everyMs = stderr.isTTY ? 100 : 5000;
  let shownMs = Date.now() - everyMs;
  let drawn = false;

  /** @param {number} doneBytes */
  function line(doneBytes) {
    const mb = (doneBytes / 1e6).toFixed(0);
    if (totalBytes <= 0) return `${what}: ${mb} MB`;
    const share = Math.min(1, doneBytes / totalBytes);
    const filled = Math.round(share * 30);
    const bar = stderr.isTTY ? ` [${'#'.repeat(filled)}${'.'.repeat(30 - filled)}]` : '';
    return `${what}:${bar} ${(share * 100).toFixed(0)} % of ${(totalBytes / 1e6).toFixed(0)} MB`;
  }

  return {
    update(doneBytes) {
      if (Date.now() - shownMs < everyMs) return;
      shownMs = Date.now();
      drawn = true;
      stderr.write(stderr.isTTY ? `\r${line(doneBytes)}\x1b[K` : `${line(doneBytes)}\n`);
    },
    end() {
      if (drawn && stderr.isTTY) stderr.write('\r\x1b[K');
    },
  };
}
