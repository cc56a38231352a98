import { nowUs } from './clock';
import type { Schedule } from './connection';
import type { NextCall } from './source';

/** Each connection sends as soon as it has the answer before: the load adapts to the service, as wrk's does. */
export function closedLoop(next: NextCall): Schedule {
  return {
    free: (connection, atUs) => {
      const call = next();
      if (call !== null) connection.send(call, atUs, atUs);
    },
  };
}

/** The same, with a pause in milliseconds before each call of a connection. */
export function pausingLoop(next: NextCall, pauseMs: () => number): Schedule {
  const loop = closedLoop(next);
  return {
    free: (connection, atUs) => {
      const ms = pauseMs();
      if (!(ms > 0)) loop.free(connection, atUs);
      else if (ms === Number.POSITIVE_INFINITY)
        return; // the load is being stopped
      // Meanwhile the service may have closed the connection, which then has a pause of its own.
      else setTimeout(() => connection.isFree && loop.free(connection, nowUs()), ms);
    },
  };
}
