import { FlamebenchError } from '../../proto/errors';
import { encodeUtf8 } from '../wire/utf8';
import { Float64List, Int32List } from './lists';
import type { Profile, ValueType } from './profile';
import { TableColumns } from './table-columns';

/** A label: text, or a number with a unit ('' = none). */
export type BuilderLabel =
  | { readonly key: string; readonly text: string }
  | { readonly key: string; readonly num: bigint; readonly unit?: string };

export interface BuilderLine {
  /** Row that {@link ProfileBuilder.function} gave; -1 = unknown. */
  readonly function: number;
  readonly line?: number;
  readonly column?: number;
}

/** What a profile says beside its samples; see {@link Profile} for meanings. */
export type ProfileHeader = Partial<
  Pick<
    Profile,
    | 'defaultSampleType'
    | 'dropFrames'
    | 'keepFrames'
    | 'timeNanos'
    | 'durationNanos'
    | 'periodType'
    | 'period'
    | 'comments'
    | 'docUrl'
    | 'inTimeOrder'
  >
>;

/** Most frames of all stacks together. A small file can describe far more: deep trees, and a sample each. */
const mostFrames = 2 ** 27;

/**
 * Builds a profile row by row. Strings, functions and locations that are equal in all they say are stored
 * once; rows come back as indices for use in the rows that refer to them.
 */
export class ProfileBuilder {
  private readonly tables = new TableColumns();
  private readonly stackOffsets = new Int32List();
  private readonly stacks = new Int32List();
  private readonly values: readonly Float64List[];
  private readonly labelOffsets = new Int32List();
  private readonly labels = {
    key: new Int32List(),
    str: new Int32List(),
    num: [] as bigint[],
    numUnit: new Int32List(),
  };

  /** @throws FlamebenchError 'bad-argument' for numbers of the header that take more than 64 bits. */
  constructor(
    private readonly sampleTypes: readonly ValueType[],
    private readonly header: ProfileHeader = {},
  ) {
    for (const fact of ['timeNanos', 'durationNanos', 'period'] as const) signed64(header[fact] ?? 0n, fact);
    this.values = sampleTypes.map(() => new Float64List());
    this.stackOffsets.push(0);
    this.labelOffsets.push(0);
  }

  /** Row of the text in the string table. */
  string(text: string): number {
    return this.tables.string(text, () => encodeUtf8(text));
  }

  /** Row of a mapping. Each call makes a new one: a binary may be mapped several times. */
  mapping(m: {
    filename: string;
    buildId?: string;
    start?: bigint;
    limit?: bigint;
    offset?: bigint;
    has?: number;
  }): number {
    return this.tables.mapping({
      start: m.start ?? 0n,
      limit: m.limit ?? 0n,
      offset: m.offset ?? 0n,
      filename: this.string(m.filename),
      buildId: this.string(m.buildId ?? ''),
      has: m.has ?? 0,
    });
  }

  /** Row of a function. `systemName` is `name` unless given. */
  function(f: { name: string; systemName?: string; filename?: string; startLine?: number }): number {
    const name = this.string(f.name);
    const systemName = this.string(f.systemName ?? f.name);
    const filename = this.string(f.filename ?? '');
    return this.tables.function(name, systemName, filename, f.startLine ?? 0);
  }

  /** Row of a location. `lines`: innermost inlined function first, the one that holds the code last. */
  location(l: {
    lines?: readonly BuilderLine[];
    mapping?: number;
    address?: bigint;
    isFolded?: boolean;
  }): number {
    const lines = (l.lines ?? []).flatMap((line) => [line.function, line.line ?? 0, line.column ?? 0]);
    return this.tables.location(l.mapping ?? -1, l.address ?? 0n, l.isFolded ? 1 : 0, lines);
  }

  /**
   * Adds a sample.
   * @param stack location rows, leaf first.
   * @param values one per sample type.
   * @throws FlamebenchError 'bad-argument' when there are more or fewer of them, or a label's number takes more
   *   than 64 bits; 'too-large' (with no subject)
   *   when all stacks together have too many frames.
   */
  sample(stack: readonly number[], values: readonly number[], labels: readonly BuilderLabel[] = []): void {
    if (values.length !== this.sampleTypes.length) {
      const reason = `${values.length} values for ${this.sampleTypes.length} sample types`;
      throw new FlamebenchError('bad-argument', 'sample', { reason });
    }
    if (this.stacks.length + stack.length > mostFrames) {
      throw new FlamebenchError('too-large', '', { limitBytes: mostFrames * 4 });
    }
    for (const location of stack) this.stacks.push(location);
    this.stackOffsets.push(this.stacks.length);
    for (let i = 0; i < this.values.length; i++) this.values[i]!.push(values[i]!);
    for (const label of labels) {
      const isText = 'text' in label;
      this.labels.key.push(this.string(label.key));
      this.labels.str.push(isText ? this.string(label.text) : 0);
      this.labels.num.push(isText ? 0n : signed64(label.num, label.key));
      this.labels.numUnit.push(isText ? 0 : this.string(label.unit ?? ''));
    }
    this.labelOffsets.push(this.labels.key.length);
  }

  build(): Profile {
    const { labels } = this;
    return {
      sampleTypes: this.sampleTypes,
      samples: {
        length: this.stackOffsets.length - 1,
        stackOffsets: this.stackOffsets.freeze(),
        stacks: this.stacks.freeze(),
        values: this.values.map((column) => column.freeze()),
        labelOffsets: this.labelOffsets.freeze(),
        labels: {
          length: labels.key.length,
          key: labels.key.freeze(),
          str: labels.str.freeze(),
          num: BigInt64Array.from(labels.num),
          numUnit: labels.numUnit.freeze(),
        },
      },
      ...this.tables.freeze(),
      defaultSampleType: this.header.defaultSampleType ?? '',
      dropFrames: this.header.dropFrames ?? '',
      keepFrames: this.header.keepFrames ?? '',
      timeNanos: this.header.timeNanos ?? 0n,
      durationNanos: this.header.durationNanos ?? 0n,
      periodType: this.header.periodType ?? null,
      period: this.header.period ?? 0n,
      comments: this.header.comments ?? [],
      docUrl: this.header.docUrl ?? '',
      inTimeOrder: this.header.inTimeOrder ?? false,
    };
  }
}

/** Columns of 64 bits would cut a larger number off without a word. */
function signed64(value: bigint, what: string): bigint {
  if (BigInt.asIntN(64, value) !== value) {
    throw new FlamebenchError('bad-argument', what, { reason: `${value} takes more than 64 bits` });
  }
  return value;
}
