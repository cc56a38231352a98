import { AddressProfile } from '../../legacy/address-profile';
import { GoSymbolReader } from '../../legacy/go-symbols';
import { isMapHeading } from '../../legacy/memory-map';
import { callAddress, hexNumbers, shortened, wholeNumber } from '../../legacy/numbers';
import { unsampled } from '../../legacy/unsample';
import type { Profile, ValueType } from '../../model/profile';
import { LineReader } from '../../wire/lines';

const header = /^\s*heap profile: *(\d+): *(\d+) *\[ *(\d+): *(\d+) *\] *@ *([a-z][_a-z0-9]*)?\/?(\d*)/;
const entry = /^(-?\d+): *(-?\d+) *\[ *(-?\d+): *(-?\d+) *\] *@(.*)$/;

interface HeapHeader {
  /** Mean bytes between two samples, the profile's period. */
  readonly rate: number;
  readonly isSampled: boolean;
  /** Whether what was freed again is counted too. */
  readonly hasAllocated: boolean;
}

/**
 * Reads a heap profile in gperftools' text form: `objects: bytes [allocated objects: bytes] @ addresses`, one
 * line per stack, and a memory map at the end. Go's lines of symbols are read where they are there.
 *
 * @throws FlamebenchError 'malformed-profile'
 */
export function readHeap(bytes: Uint8Array, name: string): Profile {
  const lines: LineReader = new LineReader(bytes, name);
  lines.next();
  const { rate, isSampled, hasAllocated } = readHeader(lines);
  const profile = new AddressProfile(sampleTypes(hasAllocated), {
    periodType: { type: 'space', unit: 'bytes' },
    period: BigInt(rate),
  });
  const symbols = new GoSymbolReader(profile);
  while (lines.next()) {
    const line = lines.text.trim();
    if (line === '' || line.startsWith('#')) {
      symbols.read(line, lines);
      continue;
    }
    if (isMapHeading(line)) break;
    const parts = entry.exec(line);
    if (parts === null)
      lines.fail(`'${shortened(line)}' is no 'objects: bytes [objects: bytes] @ addresses'`);
    const values: number[] = [];
    let blockBytes = 0;
    const addPair = (countText: string, sizeText: string) => {
      const count = wholeNumber(countText, lines);
      const size = wholeNumber(sizeText, lines);
      if (count === 0 && size !== 0) lines.fail(`${size} bytes in 0 objects`);
      if (count !== 0) blockBytes = Math.trunc(size / count);
      const scaled = isSampled && count !== 0 ? unsampled(count, size, rate) : { count, size };
      if (!Number.isSafeInteger(scaled.count) || !Number.isSafeInteger(scaled.size)) {
        lines.fail('scaled up to what was not sampled, its values lie beyond ±2^53');
      }
      values.push(scaled.count, scaled.size);
    };
    if (hasAllocated) addPair(parts[3]!, parts[4]!);
    addPair(parts[1]!, parts[2]!);
    const addresses = hexNumbers(parts[5]!, lines).map(callAddress);
    const sample = profile.add(addresses, values, [{ key: 'bytes', num: BigInt(blockBytes) }]);
    symbols.begin(sample);
  }
  symbols.finish();
  return profile.buildWithMap(lines);
}

function readHeader(lines: LineReader): HeapHeader {
  const parts = header.exec(lines.text);
  if (parts === null) lines.fail("it does not begin 'heap profile: objects: bytes [objects: bytes] @ kind'");
  const [, objects, bytes, allObjects, allBytes, kind = '', rateText] = parts;
  const rate = wholeNumber(rateText || '0', lines);
  const hasAllocated =
    (allObjects !== objects && allObjects !== '0') || (allBytes !== bytes && allBytes !== '0');
  switch (kind) {
    case 'heap_v2':
    case 'heapz_v2':
      return { rate, isSampled: true, hasAllocated };
    case 'heap':
      // Go writes twice its rate, since readers of this kind have always halved it.
      return { rate: Math.trunc(rate / 2), isSampled: true, hasAllocated };
    case 'heapprofile':
      return { rate: 1, isSampled: false, hasAllocated };
    case 'growth':
    case 'growthz':
    case 'fragmentation':
    case 'fragmentationz':
      return { rate: 1, isSampled: false, hasAllocated: false };
    default:
      return lines.fail(`'${shortened(kind)}' is no kind of heap profile that is known`);
  }
}

function sampleTypes(hasAllocated: boolean): ValueType[] {
  const pair = (objects: string, space: string) => [
    { type: objects, unit: 'count' },
    { type: space, unit: 'bytes' },
  ];
  if (!hasAllocated) return pair('objects', 'space');
  // What is in use comes last: the last type is the one shown first.
  return [...pair('alloc_objects', 'alloc_space'), ...pair('inuse_objects', 'inuse_space')];
}
