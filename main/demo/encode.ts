import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { encodePprof } from '../../engine/formats/pprof/encode';
import { ProfileBuilder } from '../../engine/model/builder';
import type { Profile, ValueType } from '../../engine/model/profile';
import type { Place } from './sources';
import { cpuIntervalUs, heapIntervalBytes } from './v8-profiler';
import { type CpuRecord, cpuStacks, type V8Frame, type V8Stack } from './v8-stacks';

const compress = promisify(gzip);

/** A column behind everything in a line: V8 tells no more of where it took a sample than the line. */
const endOfLine = 10_000;

interface Header {
  readonly types: readonly [ValueType, ValueType];
  readonly periodType: ValueType;
  readonly period: bigint;
  readonly startedMs: number;
  readonly durationUs: number;
  readonly comments: readonly string[];
}

/** V8's stacks as a profile of two sample types: counts and values. */
function buildProfile(
  stacks: readonly V8Stack[],
  header: Header,
  placeOf: (frame: V8Frame) => Place,
): Profile {
  const builder = new ProfileBuilder(header.types, {
    defaultSampleType: header.types[1].type,
    timeNanos: BigInt(header.startedMs) * 1_000_000n,
    durationNanos: BigInt(Math.max(0, Math.round(header.durationUs))) * 1000n,
    periodType: header.periodType,
    period: header.period,
    comments: header.comments,
  });
  const locations = new Map<string, number>();
  const locationOf = (frame: V8Frame): number => {
    const key = `${frame.name}\n${frame.url}\n${frame.line}\n${frame.column}\n${frame.at ?? ''}`;
    let location = locations.get(key);
    if (location === undefined) {
      const { file, line } = placeOf(frame);
      const row = builder.function({ name: frame.name, filename: file, startLine: line });
      // Where it was sampled, as far as that is a place in the function.
      const sampled =
        frame.at === undefined ? null : placeOf({ ...frame, line: frame.at, column: endOfLine });
      const at = sampled?.file === file ? Math.max(line, sampled.line) : line;
      location = builder.location({ lines: [{ function: row, line: at }] });
      locations.set(key, location);
    }
    return location;
  };
  for (const { frames, count, value } of stacks) {
    builder.sample(frames.map(locationOf), [count, Math.round(value)]);
  }
  return builder.build();
}

/**
 * A CPU profile as Go's services send theirs: gzipped pprof with the types samples/count, cpu/nanoseconds.
 * @param startedMs milliseconds since 1970
 */
export async function encodeCpu(
  record: CpuRecord,
  startedMs: number,
  placeOf: (frame: V8Frame) => Place,
): Promise<Uint8Array> {
  const cpu = { type: 'cpu', unit: 'nanoseconds' };
  const header: Header = {
    types: [{ type: 'samples', unit: 'count' }, cpu],
    periodType: cpu,
    period: BigInt(cpuIntervalUs) * 1000n,
    startedMs,
    durationUs: record.profile.endTime - record.profile.startTime,
    comments: [],
  };
  return compress(encodePprof(buildProfile(cpuStacks(record), header, placeOf)));
}

/**
 * Allocations since `sinceMs` as gzipped pprof. V8 tells sampled allocations and the bytes they stand for; how
 * many objects those were it does not tell, so the count is of samples and named so.
 */
export async function encodeHeap(
  stacks: readonly V8Stack[],
  sinceMs: number,
  nowMs: number,
  placeOf: (frame: V8Frame) => Place,
): Promise<Uint8Array> {
  const header: Header = {
    types: [
      { type: 'alloc_samples', unit: 'count' },
      { type: 'alloc_space', unit: 'bytes' },
    ],
    periodType: { type: 'space', unit: 'bytes' },
    period: BigInt(heapIntervalBytes),
    startedMs: nowMs,
    durationUs: (nowMs - sinceMs) * 1000,
    comments: ['All allocations since the service began, freed or not, as sampled by V8.'],
  };
  return compress(encodePprof(buildProfile(stacks, header, placeOf)));
}
