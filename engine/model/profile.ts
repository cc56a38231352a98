/**
 * The columnar profile: what every format is read into and every analysis starts from.
 *
 * Struct of arrays. A row is an index; a table's `length` is its row count; variable-length parts are
 * `offsets` (length + 1 entries) into a flat column. Nothing changes after building. String columns hold
 * indices into {@link Profile.strings}, in which row 0 is always the empty string, so 0 also means 'none'.
 *
 * 64-bit quantities: addresses, ids and label numbers are BigUint64/BigInt64 columns and exact. Sample
 * values are doubles, and readers refuse those beyond ±2^53 rather than round them.
 */

/** Meaning and unit of one column of sample values, e.g. {type: 'cpu', unit: 'nanoseconds'}. */
export interface ValueType {
  readonly type: string;
  readonly unit: string;
}

/** Strings, decoded on demand from the bytes they arrived in. Row 0 is ''. */
export interface StringTable {
  readonly length: number;
  get(index: number): string;
  /** The UTF-8 as it arrived, so that writing back loses nothing even where it was not valid UTF-8. */
  utf8(index: number): Uint8Array;
}

export interface LabelTable {
  readonly length: number;
  /** String index of the label's name. */
  readonly key: Int32Array;
  /** String index of a text label's value; 0 where the label is a number. */
  readonly str: Int32Array;
  /** A number label's value; 0n where the label is text. */
  readonly num: BigInt64Array;
  /** String index of a number label's unit; 0 where none is given. */
  readonly numUnit: Int32Array;
}

export interface SampleTable {
  readonly length: number;
  /** length + 1 offsets into `stacks`. */
  readonly stackOffsets: Int32Array;
  /** Location rows, leaf first. */
  readonly stacks: Int32Array;
  /** One column of `length` values per sample type, in the order of {@link Profile.sampleTypes}. */
  readonly values: readonly Float64Array[];
  /** length + 1 offsets into `labels`. */
  readonly labelOffsets: Int32Array;
  readonly labels: LabelTable;
}

export interface LineTable {
  readonly length: number;
  /** Function row; -1 where the line names none. */
  readonly function: Int32Array;
  /** 1-based source line; 0 = unknown. */
  readonly line: Float64Array;
  /** 1-based source column; 0 = unknown. */
  readonly column: Float64Array;
}

/** A place in a program: an address, or a source line where there are no addresses. */
export interface LocationTable {
  readonly length: number;
  readonly id: BigUint64Array;
  /** Mapping row; -1 = none. */
  readonly mapping: Int32Array;
  readonly address: BigUint64Array;
  /** length + 1 offsets into `lines`. */
  readonly lineOffsets: Int32Array;
  /** Innermost inlined function first; the last line of a location is the function that holds the code. */
  readonly lines: LineTable;
  /** 1 where several symbols were folded into one by the linker. */
  readonly isFolded: Uint8Array;
}

export interface FunctionTable {
  readonly length: number;
  readonly id: BigUint64Array;
  /** String indices. `name` is for people, `systemName` as the linker knows it. */
  readonly name: Int32Array;
  readonly systemName: Int32Array;
  readonly filename: Int32Array;
  /** First source line of the function; 0 = unknown. */
  readonly startLine: Float64Array;
}

/** Bits of {@link MappingTable.has}. */
export const mappingHas = { functions: 1, filenames: 2, lineNumbers: 4, inlineFrames: 8 } as const;

/** A binary or library as mapped into the process. */
export interface MappingTable {
  readonly length: number;
  readonly id: BigUint64Array;
  readonly start: BigUint64Array;
  readonly limit: BigUint64Array;
  readonly offset: BigUint64Array;
  /** String indices. */
  readonly filename: Int32Array;
  readonly buildId: Int32Array;
  /** Bits of {@link mappingHas}: which symbol information is already in the profile. */
  readonly has: Uint8Array;
}

export interface Profile {
  readonly sampleTypes: readonly ValueType[];
  readonly samples: SampleTable;
  readonly locations: LocationTable;
  readonly functions: FunctionTable;
  readonly mappings: MappingTable;
  readonly strings: StringTable;
  /** Name of the sample type to show first; '' = the last one. */
  readonly defaultSampleType: string;
  /** Regular expressions of frames to drop or keep, as the runtime that made the profile asks. */
  readonly dropFrames: string;
  readonly keepFrames: string;
  /** UTC time of collection, nanoseconds since 1970; 0n = unknown. */
  readonly timeNanos: bigint;
  readonly durationNanos: bigint;
  /** What is counted between two samples, and how much of it; null where unknown. */
  readonly periodType: ValueType | null;
  readonly period: bigint;
  readonly comments: readonly string[];
  readonly docUrl: string;
  /** Samples come in the order in which they were taken, so that time can be told from their places. */
  readonly inTimeOrder: boolean;
}

/** Row of the sample type that is shown first: the default one where it exists, else the last. */
export function defaultSampleIndex(profile: Profile): number {
  const named = profile.sampleTypes.findIndex((t) => t.type === profile.defaultSampleType);
  return named >= 0 && profile.defaultSampleType !== '' ? named : profile.sampleTypes.length - 1;
}
