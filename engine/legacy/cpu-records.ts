import { FlamebenchError } from '../../proto/errors';
import { LineReader } from '../wire/lines';
import { AddressProfile } from './address-profile';

/** The header of a binary CPU profile: words 0, 3, language, period in µs, 0. */
export interface CpuHeader {
  readonly wordBytes: 4 | 8;
  readonly littleEndian: boolean;
  readonly isJava: boolean;
  /** Microseconds between two samples. */
  readonly periodUs: number;
}

const headerWords = 5;

/** The header in any word size and byte order; null where there is none. */
export function cpuHeader(bytes: Uint8Array): CpuHeader | null {
  for (const wordBytes of [4, 8] as const) {
    for (const littleEndian of [true, false]) {
      if (bytes.length < headerWords * wordBytes) continue;
      const words = new WordReader(bytes, wordBytes, littleEndian);
      const [first, second, language, periodUs, last] = Array.from({ length: headerWords }, () =>
        words.number(),
      );
      if (first === 0 && second === 3 && last === 0 && periodUs! > 0 && (language === 0 || language === 1)) {
        return { wordBytes, littleEndian, isJava: language === 1, periodUs: periodUs! };
      }
    }
  }
  return null;
}

/** What the reading of a binary CPU profile begins with, whoever wrote it. */
export interface OpenedCpu {
  readonly header: CpuHeader;
  /** Nanoseconds between two samples. */
  readonly periodNs: number;
  /** Empty yet, of samples and CPU time. */
  readonly profile: AddressProfile;
}

/** @throws FlamebenchError 'malformed-profile' */
export function openCpu(bytes: Uint8Array, name: string): OpenedCpu {
  const header = cpuHeader(bytes);
  if (header === null) throw new FlamebenchError('malformed-profile', name, { reason: 'it has no header' });
  const periodNs = periodNanos(header, name);
  const time = { type: 'cpu', unit: 'nanoseconds' };
  const types = [{ type: 'samples', unit: 'count' }, time];
  return {
    header,
    periodNs,
    profile: new AddressProfile(types, { periodType: time, period: BigInt(periodNs) }),
  };
}

/**
 * Nanoseconds between two samples.
 * @throws FlamebenchError 'malformed-profile' where a double would round them
 */
function periodNanos({ periodUs }: CpuHeader, name: string): number {
  const nanos = periodUs * 1000;
  if (!Number.isSafeInteger(nanos)) {
    throw new FlamebenchError('malformed-profile', name, { reason: `its period is ${periodUs} µs` });
  }
  return nanos;
}

/**
 * Reads the records after the header: `count, depth, addresses…`, up to the one that says 0, 1, 0.
 *
 * @returns the text that follows them.
 * @throws FlamebenchError 'malformed-profile'
 */
export function readCpuRecords(
  bytes: Uint8Array,
  name: string,
  header: CpuHeader,
  add: (addresses: bigint[], count: number, fail: (reason: string) => never) => void,
): LineReader {
  const words = new WordReader(bytes, header.wordBytes, header.littleEndian);
  words.pos = headerWords * header.wordBytes;
  for (let record = 0; ; record++) {
    const fail = (reason: string): never => {
      throw new FlamebenchError('malformed-profile', name, { reason: `record ${record}: ${reason}` });
    };
    const left = Math.floor((bytes.length - words.pos) / header.wordBytes);
    // Some writers end with the last record.
    if (left === 0) break;
    const count = words.number();
    const depth = left > 1 ? words.number() : 0;
    if (left < 2 || depth > left - 2)
      fail(`${depth} frames are announced, ${Math.max(0, left - 2)} are there`);
    const addresses = Array.from({ length: depth }, () => words.bigint());
    if (count === 0 && depth === 1 && addresses[0] === 0n) break;
    if (!Number.isSafeInteger(count * header.periodUs * 1000)) fail(`its count of ${count} lies beyond 2^53`);
    add(addresses, count, fail);
  }
  return new LineReader(bytes, name, words.pos);
}

class WordReader {
  pos = 0;
  private readonly view: DataView;

  constructor(
    bytes: Uint8Array,
    private readonly wordBytes: 4 | 8,
    private readonly littleEndian: boolean,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** The next word; not exact from 2^53 on. */
  number(): number {
    return this.wordBytes === 4 ? this.word32() : Number(this.bigint());
  }

  bigint(): bigint {
    if (this.wordBytes === 4) return BigInt(this.word32());
    const value = this.view.getBigUint64(this.pos, this.littleEndian);
    this.pos += 8;
    return value;
  }

  private word32(): number {
    const value = this.view.getUint32(this.pos, this.littleEndian);
    this.pos += 4;
    return value;
  }
}
