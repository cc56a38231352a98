import { FlamebenchError } from '../../../proto/errors';
import type { ReportContext } from '../../pprof/context';
import { createSourceLookup } from '../lookup';
import type { OpenCode, SourceFiles } from '../types';
import { findCode } from './code';
import { type ListedFunction, listFunctions } from './listing';
import { weblistPage } from './page';
import { addressSamples } from './samples';

interface WeblistPorts {
  readonly files: SourceFiles;
  readonly open: OpenCode;
  readonly note: (failure: unknown) => void;
}

/**
 * The source lines of functions that match, each with its instructions, flat and cum, as pprof counts them.
 *
 * @param context of a profile aggregated to addresses; its `symbol` is the pattern.
 * @param pattern as it was typed; where it is a number, the function at that address is meant too.
 * @throws FlamebenchError 'bad-argument' where no function matches, and 'cancelled'
 */
export async function listCode(
  context: ReportContext,
  pattern: string,
  { files, open, note }: WeblistPorts,
): Promise<{ readonly functions: readonly ListedFunction[]; readonly remarks: readonly string[] }> {
  const samples = addressSamples(context, pattern);
  if (samples.wanted.size === 0) {
    const reason = 'no function of the profile matches';
    throw new FlamebenchError('bad-argument', `weblist=${pattern}`, { reason });
  }
  const { places, stretches, shownStretches } = await findCode(context, samples, open, note);
  const functions = await listFunctions(places, samples, createSourceLookup(files, context.options));
  const remarks =
    shownStretches === stretches
      ? []
      : [
          `Only the ${shownStretches} heaviest of ${stretches} stretches of code. A narrower pattern shows others.`,
        ];
  return { functions, remarks };
}

/** weblist: what {@link listCode} finds, as one page of HTML. */
export async function weblistReport(
  context: ReportContext,
  pattern: string,
  ports: WeblistPorts,
): Promise<string[]> {
  const { functions, remarks } = await listCode(context, pattern, ports);
  return [weblistPage(context, functions, remarks)];
}
