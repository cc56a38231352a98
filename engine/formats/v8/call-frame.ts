import type { ProfileBuilder } from '../../model/builder';
import type { JsonPlace } from '../../wire/json';

/** The pseudo frame above all others, which is the profile itself. */
const root = '(root)';

/**
 * Location row of a node's `callFrame`; -1 for the root, which is no frame of the program. V8 counts lines and
 * columns from 0, and -1 is unknown.
 */
export function addCallFrame(
  builder: ProfileBuilder,
  callFrame: JsonPlace,
): { location: number; name: string } {
  const name = callFrame.at('functionName').textOrNone() || '(anonymous)';
  if (name === root) return { location: -1, name };
  const startLine = position(callFrame.at('lineNumber').value);
  const filename = callFrame.at('url').textOrNone();
  const row = builder.function({ name, filename, startLine });
  const column = position(callFrame.at('columnNumber').value);
  return { location: builder.location({ lines: [{ function: row, line: startLine, column }] }), name };
}

function position(value: unknown): number {
  if (typeof value !== 'number' || value < 0) return 0;
  return Number.isSafeInteger(value) && Number.isSafeInteger(value + 1) ? value + 1 : 0;
}
