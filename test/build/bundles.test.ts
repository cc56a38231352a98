import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { distFolder } from '../helpers/dist';

describe('the bundle of the command line', () => {
  const chunks = readdirSync(join(distFolder, 'cli'));

  it('is small, since every start reads it: verbs are chunks beside it', () => {
    expect(statSync(join(distFolder, 'cli.cjs')).size).toBeLessThan(64_000);
    expect(chunks).toEqual(expect.arrayContaining(['verb-pprof.cjs', 'verb-record.cjs', 'verb-torch.cjs']));
  });

  it('leaves Graphviz to the bundle of its thread', () => {
    const bytesOf = (name: string) => statSync(join(distFolder, name)).size;
    const mark = 'wasm-graphviz/dist';
    expect(readFileSync(join(distFolder, 'graphviz-worker.cjs'), 'utf8')).toContain(mark);
    for (const name of ['cli.cjs', ...chunks.map((chunk) => join('cli', chunk))]) {
      expect(readFileSync(join(distFolder, name), 'utf8')).not.toContain(mark);
      expect(bytesOf(name)).toBeLessThan(500_000);
    }
  });
});
