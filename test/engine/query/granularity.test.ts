import { describe, expect, it } from 'vitest';
import { buildTree } from '../../../engine/analysis/tree';
import { decodePprof } from '../../../engine/formats/pprof/decode';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { ProfileBuilder } from '../../../engine/model/builder';
import { checkValid } from '../../../engine/model/check';
import type { Granularity } from '../../../engine/query/granularity';
import { applyQuery, emptyQuery } from '../../../engine/query/query';
import { atOnce } from '../../../engine/work/work';
import { formatTree } from '../../helpers/text-profile';

/** serve is sampled at two lines and three addresses, once with log inlined; one location has no symbols. */
function program() {
  const builder = new ProfileBuilder([{ type: 'cpu', unit: 'count' }]);
  const binary = builder.mapping({ filename: '/bin/service', start: 0x1000n, limit: 0x9000n });
  const serve = builder.function({ name: 'net/http.serve', filename: '/go/server.go' });
  const log = builder.function({ name: 'log.Print', filename: '/go/log.go' });
  const at = (address: bigint, ...lines: { function: number; line: number }[]) =>
    builder.location({ mapping: binary, address, lines });
  builder.sample([at(0x1010n, { function: serve, line: 12 })], [1]);
  builder.sample([at(0x1014n, { function: serve, line: 12 })], [2]);
  builder.sample([at(0x1020n, { function: log, line: 3 }, { function: serve, line: 15 })], [4]);
  builder.sample([at(0x5000n)], [8]);
  return builder.build();
}

function namesAt(granularity: Granularity): string[] {
  const { profile } = atOnce(applyQuery(program(), { ...emptyQuery, granularity }));
  return formatTree(buildTree([{ profile, sampleIndex: 0 }])).map((line) => line.replace(/ self \d+/, ''));
}

describe('frames are told apart', () => {
  it('by function', () => {
    expect(namesAt('functions')).toEqual(['[service] 8', 'net/http.serve 7', '  log.Print 4']);
  });

  it('by function and file', () => {
    expect(namesAt('filefunctions')).toEqual([
      '[service] 8',
      'net/http.serve /go/server.go 7',
      '  log.Print /go/log.go 4',
    ]);
  });

  it('by file', () => {
    expect(namesAt('files')).toEqual(['[service] 8', '/go/server.go 7', '  /go/log.go 4']);
  });

  it('by line', () => {
    expect(namesAt('lines')).toEqual([
      '[service] 8',
      'net/http.serve /go/server.go:15 4',
      '  log.Print /go/log.go:3 4',
      'net/http.serve /go/server.go:12 3',
    ]);
  });

  it('by address, also where nothing else is known', () => {
    expect(namesAt('addresses')).toEqual([
      '[service] 0x5000 8',
      'net/http.serve /go/server.go:15 @0x1020 4',
      '  log.Print /go/log.go:3 @0x1020 4',
      'net/http.serve /go/server.go:12 @0x1014 2',
      'net/http.serve /go/server.go:12 @0x1010 1',
    ]);
  });

  it('after filters have acted on the names as they were', () => {
    const query = { ...emptyQuery, focus: '^log.Print$', granularity: 'lines' as const };
    const { profile, unmatched } = atOnce(applyQuery(program(), query));
    expect(unmatched).toEqual([]);
    expect(buildTree([{ profile, sampleIndex: 0 }]).total[0]![0]).toBe(4);
  });

  it('in a profile that is sound, and can be saved', () => {
    const { profile } = atOnce(applyQuery(program(), { ...emptyQuery, granularity: 'addresses' }));
    checkValid(profile, 'derived');
    const read = decodePprof(encodePprof(profile), 'derived');
    expect(formatTree(buildTree([{ profile: read, sampleIndex: 0 }]))).toEqual(
      formatTree(buildTree([{ profile, sampleIndex: 0 }])),
    );
  });
});
