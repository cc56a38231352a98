import { runFormatVersion } from './run';

/** A run.json of some format, parsed but not checked. */
type Raw = Readonly<Record<string, unknown>>;

/**
 * A run.json of an older format as one of today's; anything else as it is. Only the shape is changed: what is
 * wrong with it is left for the schema to say.
 */
export function upgradeRun(data: unknown): unknown {
  return isObject(data) && data.format === 1 ? fromFormat1(data) : data;
}

/** Format 1 knew one turn of one variant, whose service, load and report stood in plan and run themselves. */
function fromFormat1({ report, ...run }: Raw): Raw {
  const { pprofUrl, load, ...plan } = isObject(run.plan) ? run.plan : {};
  const turn = { round: 0, variant: 0 };
  const captures = Array.isArray(run.captures) ? run.captures.filter(isObject) : null;
  const ends = (captures ?? []).map(({ endedMs }) => Number(endedMs));
  return {
    ...run,
    format: runFormatVersion,
    plan: { ...plan, variants: [{ label: '', pprofUrl, load }], rounds: 1 },
    status: 'whole',
    failure: null,
    turns: [{ ...turn, startedMs: 0, endedMs: Math.max(0, ...ends), report }],
    captures: captures === null ? run.captures : captures.map((capture) => ({ ...turn, ...capture })),
  };
}

function isObject(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
