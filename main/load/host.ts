import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { toFailure } from '../../proto/errors';
import type { LoadEvent, LoadPlan } from '../../proto/load';
import { version } from '../version';
import { type Channel, parentChannel } from './channel';
import { Coordinator } from './coordinator';

/**
 * Entry of the load process. It serves one load and exits: 0 after its last words, 1 when its parent is gone
 * or silent. A load nobody watches must not go on.
 */
const silenceMs = 3000;
const userAgent = `flamebench/${version}`;

function serve(channel: Channel): void {
  const coordinator = new Coordinator(join(__dirname, 'load-worker.cjs'), (event) => channel.tell(event));
  let heardAt = Date.now();
  let begun = false;

  channel.onGone(() => process.exit(1));
  setInterval(() => {
    if (Date.now() - heardAt > silenceMs) process.exit(1);
  }, 500);
  // Ctrl-C reaches the whole group; the parent decides, and wants the report.
  process.on('SIGINT', () => {});

  const run = async (plan: LoadPlan, type: 'start' | 'rehearse'): Promise<void> => {
    let last: LoadEvent;
    try {
      last = await coordinator[type === 'start' ? 'run' : 'rehearse'](plan, userAgent);
    } catch (thrown) {
      last = { type: 'failed', error: toFailure(thrown, plan.url) };
    }
    await channel.tellLast(last);
    process.exit(0);
  };

  channel.onCommand((command) => {
    heardAt = Date.now();
    if (command.type === 'stop') coordinator.stop();
    if ((command.type !== 'start' && command.type !== 'rehearse') || begun) return;
    begun = true;
    void run(command.plan, command.type);
  });
}

// No code is made of text in the threads that begin from here on: what a script might reach outside its realm is
// then no way to run anything.
setFlagsFromString('--disallow-code-generation-from-strings');
serve(parentChannel());
