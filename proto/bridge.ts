import type { RequestName, SignalName } from './ipc';

/**
 * What the preload script must know, and no more: the names of the contract. Main hands them over as arguments of the
 * window's process, since reading them from the contract itself would cost every start its whole parser.
 */

/** Where the preload script tells main of dropped files. It is no request: the page itself cannot ask it. */
export const droppedChannel = 'file.dropped';

const flags = { requests: '--flamebench-requests=', signals: '--flamebench-signals=' } as const;

/** The names of the contract, or of a part of it, as arguments of a process. */
export function contractArguments(
  requests: { readonly [N in RequestName]?: unknown },
  signals: { readonly [N in SignalName]?: unknown },
): readonly string[] {
  return [flags.requests + Object.keys(requests).join(), flags.signals + Object.keys(signals).join()];
}

/** The names that {@link contractArguments} wrote; none where a process was given none. */
export function readContract(argv: readonly string[]): {
  readonly requests: ReadonlySet<string>;
  readonly signals: ReadonlySet<string>;
} {
  const names = (flag: string) => {
    const found = argv.find((argument) => argument.startsWith(flag));
    return new Set(found === undefined || found === flag ? [] : found.slice(flag.length).split(','));
  };
  return { requests: names(flags.requests), signals: names(flags.signals) };
}
