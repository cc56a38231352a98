import { ProfileBuilder } from '../../model/builder';
import type { Work } from '../../work/work';
import { type ReportContext, type ReportOutput, trimmedReport, wholeAmount } from '../context';
import { cumValue, flatValue } from '../graph/graph';

/** proto: the filtered profile itself. */
export function protoReport({ profile, options }: ReportContext): ReportOutput {
  const ratio = 1 / options.divide_by;
  if (!(ratio > 0) || ratio === 1) return { kind: 'profile', profile };
  const values = profile.samples.values.map((column) => column.map((value) => Math.trunc(value * ratio)));
  return { kind: 'profile', profile: { ...profile, samples: { ...profile.samples, values } } };
}

/** topproto: the nodes of the text report, each as a sample of one frame with its cum and flat. */
export function* topProtoReport(given: ReportContext): Work<ReportOutput> {
  const { trimmed, context } = yield* trimmedReport(given);
  const { graph } = trimmed;
  const { infos, info } = graph;
  const { timeNanos, durationNanos, periodType, period } = context.profile;
  const types = ['cum', 'flat'].map((type) => ({ type, unit: context.outputUnit }));
  const builder = new ProfileBuilder(types, { timeNanos, durationNanos, periodType, period });
  for (const node of graph.order) {
    const row = info[node]!;
    const named = builder.function({
      name: infos.name[row]!,
      systemName: '',
      filename: infos.file[row]!,
      startLine: infos.startLine[row]!,
    });
    const line = { function: named, line: infos.line[row]!, column: infos.column[row]! };
    const location = builder.location({ address: infos.address[row]!, lines: [line] });
    const amounts = [cumValue(graph, node), flatValue(graph, node)];
    builder.sample(
      [location],
      amounts.map((amount) => wholeAmount(context, amount)),
    );
  }
  return { kind: 'profile', profile: builder.build() };
}
