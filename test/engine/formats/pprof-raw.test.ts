import { expect, it } from 'vitest';
import { profileString } from '../../../engine/text/profile-string';
import { fixtureBytes, readFixture, readText, refusal } from '../../helpers/fixture';

it.each(['go-cpu', 'go-heap'])('reads %s as go tool pprof -raw prints it', async (name) => {
  const text = Buffer.from(fixtureBytes(`pprof-raw/${name}.txt`)).toString();
  const profile = await readFixture(`pprof-raw/${name}.txt`);
  // pprof prints four characters of a duration; '1.99' of '1.99…s' does not say of what.
  expect(profileString(profile)).toBe(text.replace('Duration: 1.99\n', ''));
});

it('reads all that a line may hold', async () => {
  const text = [
    'Comment: made by hand',
    'Doc: https://example.org/',
    'PeriodType: cpu nanoseconds',
    'Period: 10',
    'Time: 2026-11-23 08:00:00.000000005 +0200 CEST',
    'Duration: 20ms',
    'Samples:',
    'samples/count[dflt] cpu/nanoseconds',
    '          1         10: 1 2 ',
    '                tenant:[a b] user:[c]',
    '                bytes:[5 bytes 6 bytes] size:[7]',
    '         -1          0: ',
    'Locations',
    '     1: 0xffffffffffffffff M=1 [F] inner(int, char) a b.c:3:4 s=2(_inner)',
    '             outer b.c:9 s=1',
    '     2: 0x0 ??',
    'Mappings',
    '1: 0x400000/0x500000/0x0 /usr/bin/a 1f2e [FN][FL]',
    '',
  ].join('\n');
  const profile = await readText(text);
  const expected = text
    .replace('08:00:00.000000005 +0200 CEST', '06:00:00.000000005 +0000 UTC')
    .replace('outer b.c:9 s=1', 'outer b.c:9:0 s=1');
  expect(profileString(profile)).toBe(expected);
});

it('says where it is broken', async () => {
  const head = 'Period: 1\nSamples:\nsamples/count\n';
  expect(await refusal(`${head}          1: 4 \nLocations\nMappings\n`)).toBe(
    "line 6: a sample's location 4 does not exist",
  );
  expect(await refusal(`${head}          1 2: \nLocations\nMappings\n`)).toBe(
    'line 4: 2 values for 1 sample types',
  );
  expect(await refusal(`${head}          1: `)).toBe('line 4: it ends before its locations');
  expect(await refusal('Period: 1\nColour: red\n')).toBe("line 2: 'Colour: red' is no line of a header");
});
