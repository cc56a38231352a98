import type { BuilderLabel, ProfileHeader } from '../model/builder';
import { ProfileBuilder } from '../model/builder';
import { mappingHas, type Profile, type ValueType } from '../model/profile';
import type { LineReader } from '../wire/lines';
import { isMapHeading, type Region, readMemoryMap } from './memory-map';
import { ownFrames } from './own-frames';
import { regionsOf } from './region-of';

/** What a file says about one address; several of them where functions are inlined, innermost first. */
export interface FrameSymbol {
  readonly name: string;
  readonly file: string;
  /** 1-based; 0 = unknown. */
  readonly line: number;
}

export interface AddressSample {
  /** Rows of addresses, leaf first. */
  stack: number[];
  values: number[];
  labels: BuilderLabel[];
}

/** A profile of stacks of addresses while it is read. */
export class AddressProfile {
  readonly samples: AddressSample[] = [];
  private readonly rows = new Map<bigint, number>();
  private readonly addresses: bigint[] = [];
  private readonly symbols = new Map<number, readonly FrameSymbol[]>();

  constructor(
    private readonly sampleTypes: readonly ValueType[],
    private readonly header: ProfileHeader,
  ) {}

  add(addresses: readonly bigint[], values: number[], labels: BuilderLabel[] = []): AddressSample {
    const sample = { stack: addresses.map((address) => this.row(address)), values, labels };
    this.samples.push(sample);
    return sample;
  }

  address(row: number): bigint {
    return this.addresses[row]!;
  }

  /** Row of an address that is on a stack; -1 for all others. */
  rowOf(address: bigint): number {
    return this.rows.get(address) ?? -1;
  }

  /** Names an address. The first names it gets are kept. */
  nameRow(row: number, symbols: readonly FrameSymbol[]): void {
    if (!this.symbols.has(row)) this.symbols.set(row, symbols);
  }

  /** Skips to the memory map, if the rest of the file has one, and builds the profile with it. */
  buildWithMap(lines: LineReader): Profile {
    while (!isMapHeading(lines.text) && lines.next());
    return this.build(readMemoryMap(lines), lines);
  }

  /**
   * Locations are numbered in the order in which the samples use them; addresses no sample uses are left out.
   *
   * @param withAddresses false where they are no addresses but mere numbers of what the file names.
   */
  build(regions: Region[], lines: LineReader, withAddresses = true): Profile {
    const used = this.usedRows();
    const named = (row: number) => this.symbols.get(row);
    const regionRows = regionsOf(
      used.map((row) => (withAddresses || named(row) === undefined ? this.addresses[row]! : 0n)),
      regions,
    );
    if (regionRows === null) lines.fail('the memory map has too many regions');
    const builder = new ProfileBuilder(this.sampleTypes, { ...ownFrames(this.sampleTypes), ...this.header });
    const has = this.symbolsOf(used, regionRows, regions.length);
    const mappings = regions.map(({ start, limit, offset, file, buildId }, region) =>
      builder.mapping({
        start,
        limit,
        offset,
        filename: file,
        buildId,
        has: has[region]!,
      }),
    );
    // Of two rows that say the same, which only bare numbers can, the builder makes one location.
    const locations = new Map<number, number>();
    used.forEach((row, i) => {
      const symbols = named(row) ?? [];
      const location = builder.location({
        address: withAddresses ? this.addresses[row]! : 0n,
        mapping: mappings[regionRows[i]!] ?? -1,
        lines: symbols.map(({ name, file, line }) => ({
          function: builder.function({ name, filename: file }),
          line,
        })),
      });
      locations.set(row, location);
    });
    for (const { stack, values, labels } of this.samples) {
      builder.sample(
        stack.map((row) => locations.get(row)!),
        values,
        labels,
      );
    }
    return builder.build();
  }

  private row(address: bigint): number {
    let row = this.rows.get(address);
    if (row === undefined) {
      row = this.addresses.push(address) - 1;
      this.rows.set(address, row);
    }
    return row;
  }

  private usedRows(): number[] {
    const used = new Set<number>();
    for (const { stack } of this.samples) for (const row of stack) used.add(row);
    return [...used];
  }

  /** Of each region {@link mappingHas}: what all locations in it have. */
  private symbolsOf(used: readonly number[], regionRows: Int32Array, regionCount: number): Uint8Array {
    const has = new Uint8Array(regionCount);
    const all = mappingHas.functions | mappingHas.filenames | mappingHas.lineNumbers;
    for (const region of regionRows) if (region >= 0) has[region] = all;
    used.forEach((row, i) => {
      const region = regionRows[i]!;
      if (region >= 0 && !this.symbols.has(row)) has[region] = 0;
    });
    return has;
  }
}
