import { exportCalls } from './calls/exports';
import { graphCalls } from './calls/graphs';
import { profileCalls } from './calls/profiles';
import { roundCalls } from './calls/rounds';
import { tableCalls } from './calls/tables';
import { treeCalls } from './calls/trees';
import { Shelf } from './shelf';
import type { CallPorts, Calls } from './task';
import { warmUp } from './warm-up';

/** Every call of the protocol. A group of calls is a file in calls/, an interface in protocol.ts, a line here. */
export function createCalls(ports: CallPorts, firstId: number): Calls {
  const shelf = new Shelf(firstId);
  const calls = {
    ...profileCalls(shelf, ports),
    ...treeCalls(shelf),
    ...roundCalls(shelf),
    ...tableCalls(shelf),
    ...graphCalls(shelf),
    ...exportCalls(shelf, ports),
  };
  return {
    ...calls,
    async warmUp(_, task) {
      const value = await warmUp(calls, ports.gzip, task);
      return { value, transfer: [] };
    },
  };
}
