import { type BuilderLabel, ProfileBuilder } from '../../model/builder';
import type { Profile, ValueType } from '../../model/profile';
import type { LineReader } from '../../wire/lines';
import type { PerfStacks } from './stacks';

interface EventSample {
  readonly event: string;
  /** null where perf did not show it. */
  readonly period: number | null;
  /** Rows of {@link PerfStacks}, leaf first. */
  readonly stack: readonly number[];
  readonly labels: BuilderLabel[];
}

/** More than any recording has: each is a column of its own. */
const mostEvents = 256;

/** Events that perf counts in nanoseconds. Others count themselves. */
const clocks = /^(cpu-clock|task-clock)(:[a-zA-Z]*)?$/;

/** Collects samples of several events; how many sample types there are is known only at the end. */
export class EventSamples {
  private readonly samples: EventSample[] = [];

  private readonly names = new Set<string>();

  /** @throws FlamebenchError 'malformed-profile' where there are too many events */
  add(
    event: string,
    period: number | null,
    stack: number[],
    labels: BuilderLabel[],
    lines: LineReader,
  ): void {
    this.names.add(event);
    if (this.names.size > mostEvents) lines.fail(`it has more than ${mostEvents} events`);
    this.samples.push({ event, period, stack, labels });
  }

  /**
   * Sample types: 'samples', then one per event that has periods, in the order of their first samples. An
   * event without any is fully told by the number of samples, unless it is one of several.
   */
  build(stacks: PerfStacks, comments: readonly string[]): Profile {
    const withPeriod = new Map<string, boolean>();
    for (const { event, period } of this.samples) {
      withPeriod.set(event, (withPeriod.get(event) ?? false) || period !== null);
    }
    const several = withPeriod.size > 1;
    const columns = [...withPeriod.keys()].filter((event) => several || withPeriod.get(event));
    const unit = (event: string) => (clocks.test(event) && withPeriod.get(event) ? 'nanoseconds' : 'count');
    const types: ValueType[] = [{ type: 'samples', unit: 'count' }];
    for (const event of columns) types.push({ type: event || 'unknown event', unit: unit(event) });
    const column = new Map(columns.map((event, i) => [event, i + 1]));

    const defaultSampleType = this.mostFrequent(columns) || 'samples';
    const builder = new ProfileBuilder(types, { comments, defaultSampleType, inTimeOrder: true });
    const location = stacks.addTo(builder);
    for (const { event, period, stack, labels } of this.samples) {
      const values = types.map(() => 0);
      values[0] = 1;
      const at = column.get(event);
      if (at !== undefined) values[at] = period ?? 1;
      const own: BuilderLabel[] =
        several && event !== '' ? [...labels, { key: 'event', text: event }] : labels;
      builder.sample(
        stack.map((row) => location[row]!),
        values,
        own,
      );
    }
    return builder.build();
  }

  /** Of the events, the one with the most samples; '' where there are none. */
  private mostFrequent(events: readonly string[]): string {
    const counts = new Map(events.map((event) => [event, 0]));
    for (const { event } of this.samples) {
      const count = counts.get(event);
      if (count !== undefined) counts.set(event, count + 1);
    }
    let best = '';
    for (const [event, count] of counts) if (best === '' || count > counts.get(best)!) best = event;
    return best;
  }
}
