import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePprof } from '../../../engine/formats/pprof/decode';
import { checkValid } from '../../../engine/model/check';
import { FlamebenchError } from '../../../proto/errors';
import { arbitraryMessage, oracleEncode } from '../../helpers/pprof-oracle';

const goCpu = gunzipSync(readFileSync(new URL('../../fixtures/go-cpu.pb.gz', import.meta.url)));

type Damage = { at: number; kind: 'flip' | 'cut' | 'repeat' | 'insert' | 'set'; size: number; byte: number };

const damage = fc.record<Damage>({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  kind: fc.constantFrom('flip', 'cut', 'repeat', 'insert', 'set'),
  size: fc.integer({ min: 1, max: 12 }),
  byte: fc.integer({ min: 0, max: 255 }),
});

function damaged(bytes: Uint8Array, { at, kind, size, byte }: Damage): Uint8Array {
  const from = Math.floor(at * bytes.length);
  const before = bytes.subarray(0, from);
  const after = bytes.subarray(from);
  switch (kind) {
    case 'flip':
    case 'set': {
      const copy = Uint8Array.from(bytes);
      copy[from] = kind === 'flip' ? copy[from]! ^ (1 << (byte & 7)) : byte;
      return copy;
    }
    case 'cut':
      return before;
    case 'repeat':
      return Uint8Array.from([...before, ...after.subarray(0, size), ...after]);
    case 'insert':
      return Uint8Array.from([...before, ...new Array<number>(size).fill(byte), ...after]);
  }
}

/** Damaged bytes are either still a valid profile, or refused by name: never anything else. */
function survives(bytes: Uint8Array): void {
  let profile: ReturnType<typeof decodePprof>;
  try {
    profile = decodePprof(bytes, 'damaged');
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(FlamebenchError);
    return;
  }
  checkValid(profile, 'damaged');
}

describe('damaged profiles', () => {
  it('small ones are refused or still valid', () => {
    fc.assert(
      fc.property(arbitraryMessage, fc.array(damage, { minLength: 1, maxLength: 3 }), (message, hits) => {
        survives(hits.reduce(damaged, oracleEncode(message, 'packed')));
      }),
      { numRuns: 500 },
    );
  });

  it('real ones are refused or still valid', () => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 3 }), (hits) => {
        survives(hits.reduce(damaged, new Uint8Array(goCpu)));
      }),
      { numRuns: 200 },
    );
  });

  it('random bytes are refused or valid', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200, size: 'max' }), survives), { numRuns: 500 });
  });
});
