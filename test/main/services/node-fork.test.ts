import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createNodeFork } from '../../../main/services/node-fork';
import { tempFolder } from './temp-folder';

/** A fork of a program given as text. */
function start(program: string, args: readonly string[] = []) {
  const folder = tempFolder();
  writeFileSync(join(folder, 'load-host.cjs'), program);
  return createNodeFork(folder)('load-host', args);
}

describe('a forked bundle', () => {
  it('gets its arguments and exchanges structured messages', async () => {
    const child = start(
      `process.on('message', (m) => { process.send({ args: process.argv.slice(2), back: m.typed }); });`,
      ['a', 'b'],
    );
    const answer = new Promise((resolve) => child.onMessage(resolve));
    child.send({ typed: new Uint8Array([1, 2]) });
    expect(await answer).toEqual({ args: ['a', 'b'], back: new Uint8Array([1, 2]) });
    const ended = new Promise((resolve) => child.onExit(resolve));
    child.kill();
    expect(await ended).toBe('it was ended by SIGKILL');
    child.send({ nobody: 'hears' });
    child.kill();
  });

  it('that crashes quotes its last words, to those who ask late as well', async () => {
    const child = start(`console.error('out of luck'); process.exitCode = 3; process.disconnect();`);
    const reason = await new Promise((resolve) => child.onExit(resolve));
    expect(reason).toBe('it exited with code 3: out of luck');
    expect(await new Promise((resolve) => child.onExit(resolve))).toBe(reason);
  });

  it('that is not there ends with a reason', async () => {
    const child = createNodeFork(join(tempFolder(), 'missing'))('demo-service', []);
    expect(await new Promise((resolve) => child.onExit(resolve))).toContain('Cannot find module');
  });
});
