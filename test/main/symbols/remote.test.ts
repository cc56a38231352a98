import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ProfileBuilder } from '../../../engine/model/builder';
import { parseSymbolizeMode } from '../../../engine/symbols/mode';
import { symbolPath, symbolQueries, symbolService } from '../../../engine/symbols/remote';
import { symbolize } from '../../../main/symbols/symbolize';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** 600 addresses of a program, and one of the kernel's page. */
function unnamed() {
  const builder = new ProfileBuilder([{ type: 'samples', unit: 'count' }]);
  const program = builder.mapping({ filename: '/srv/app', start: 0x400000n, limit: 0x500000n });
  const vdso = builder.mapping({ filename: '[vdso]', start: 0x7f0000000000n, limit: 0x7f0000001000n });
  for (let i = 0n; i < 600n; i++) {
    builder.sample([builder.location({ mapping: program, address: 0x400000n + i * 16n })], [1]);
  }
  builder.sample([builder.location({ mapping: vdso, address: 0x7f0000000010n })], [1]);
  return builder.build();
}

const answerTo = (query: string) =>
  `num_symbols: 1\n${query
    .split('+')
    .map((address) => `${address} main.at${address}\n`)
    .join('')}`;

async function named(url: string) {
  const profile = unnamed();
  const notes: string[] = [];
  const result = await symbolize(profile, parseSymbolizeMode('remote'), {
    findTool: async () => '',
    folders: [],
    services: [symbolService(url, profile)],
    note: (line) => notes.push(line),
  });
  const { locations, functions, strings } = result;
  const names = Array.from({ length: locations.length }, (_, i) =>
    locations.lineOffsets[i] === locations.lineOffsets[i + 1]
      ? ''
      : strings.get(functions.name[locations.lines.function[locations.lineOffsets[i]!]!]!),
  );
  return { names, notes };
}

describe('names out of running services', () => {
  it('asks in the URL, in pieces', async () => {
    const asked: string[] = [];
    const base = await serve((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end(answerTo(new URL(request.url!, 'http://x').search.slice(1)));
    });
    const { names, notes } = await named(`${base}/debug/pprof/profile?seconds=1`);
    expect(notes).toEqual([]);
    expect(names.slice(0, 2)).toEqual(['main.at0x400000', 'main.at0x400010']);
    expect(names.filter((name) => name === '')).toHaveLength(1);
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.every((line) => line.startsWith('GET /debug/pprof/symbol?0x') && line.length < 4200)).toBe(
      true,
    );
  });

  it('posts where the URL is not answered', async () => {
    for (const refuse of [
      (response: ServerResponse) => response.writeHead(405).end(),
      (response: ServerResponse) => response.end('num_symbols: 1\n'),
    ]) {
      const base = await serve((request, response) => {
        if (request.method === 'GET') return void refuse(response);
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => response.end(answerTo(Buffer.concat(chunks).toString())));
      });
      const { names } = await named(`${base}/pprof/heap`);
      expect(names[599]).toBe('main.at0x402570');
    }
  });

  it('says so where the service refuses', async () => {
    const base = await serve((_request, response) => response.writeHead(404).end());
    const { names, notes } = await named(`${base}/debug/pprof/heap`);
    expect(new Set(names)).toEqual(new Set(['']));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('404');
  });

  it('knows the page beside a profile', () => {
    expect(symbolPath('/debug/pprof/profile')).toBe('/debug/pprof/symbol');
    expect(symbolPath('/x/debug/pprof/heap')).toBe('/x/debug/pprof/symbol');
    expect(symbolPath('/pprof/heap')).toBe('/pprof/symbol');
    expect(symbolPath('/profilez')).toBe('/symbolz');
    expect(symbolQueries([1n, 2n, 3n], 8)).toEqual(['0x1+0x2', '0x3']);
  });
});
