import { expect, it } from 'vitest';
import { checkValid } from '../../../engine/model/check';
import type { Profile } from '../../../engine/model/profile';
import { packTexts } from '../../../engine/model/strings';
import { textProfile } from '../../helpers/text-profile';

const valid = textProfile(`
  main main
  work rest
  1    2`);

it('accepts a valid profile', () => {
  expect(() => checkValid(valid, 'it')).not.toThrow();
});

const { samples, locations, functions } = valid;
const broken: [string, Profile][] = [
  ['string', { ...valid, strings: packTexts(['main', 'a', 'b', 'c', 'd', 'e', 'f']) }],
  ['sample types', { ...valid, sampleTypes: [] }],
  ['a column short', { ...valid, samples: { ...samples, values: [new Float64Array(1)] } }],
  ['a fraction', { ...valid, samples: { ...samples, values: [Float64Array.of(0.5, 1)] } }],
  ['a location too far', { ...valid, samples: { ...samples, stacks: Int32Array.of(0, 1, 2, 3) } }],
  ['offsets that go back', { ...valid, samples: { ...samples, stackOffsets: Int32Array.of(0, 5, 4) } }],
  ['offsets that end early', { ...valid, samples: { ...samples, stackOffsets: Int32Array.of(0, 2, 3) } }],
  ['an id 0', { ...valid, locations: { ...locations, id: BigUint64Array.of(0n, 1n, 2n) } }],
  ['an id twice', { ...valid, functions: { ...functions, id: BigUint64Array.of(1n, 2n, 1n) } }],
  ['a name too far', { ...valid, functions: { ...functions, name: Int32Array.of(1, 2, 99) } }],
  ['a mapping too far', { ...valid, locations: { ...locations, mapping: Int32Array.of(-1, 0, -1) } }],
];

it.each(broken)('refuses %s', (_, profile) => {
  expect(() => checkValid(profile, 'it')).toThrow('malformed-profile: it');
});
