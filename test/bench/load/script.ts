import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadScript } from '../../../proto/load';

/** A script of ours against wrk with one, both counting or both prepared. */
export interface ScriptCase {
  readonly what: string;
  readonly script: LoadScript;
  /** The file for wrk's -s. */
  readonly wrkScript: string;
  readonly targetRate: number;
}

/** Scripts that make a request each, and one that only sets `wrk.*`: it is to cost nothing. */
export function scriptCases(root: string): ScriptCase[] {
  const file = (name: string) => join(root, 'test/main/load/script/fixtures', name);
  const script = (name: string): LoadScript => ({
    language: name.endsWith('.lua') ? 'lua' : 'js',
    name,
    source: readFileSync(file(name), 'utf8'),
    args: [],
    siblings: [],
    isCorrected: true,
  });
  const counting = file('counter.lua');
  return [
    {
      what: 'counting script in Lua',
      script: script('counter.lua'),
      wrkScript: counting,
      targetRate: 0.6,
    },
    {
      what: "counting script in JavaScript, wrk's in Lua",
      script: script('counter.mjs'),
      wrkScript: counting,
      targetRate: 0.6,
    },
    {
      what: 'script that only sets wrk.*',
      script: script('post.lua'),
      wrkScript: file('post.lua'),
      targetRate: 0.95,
    },
  ];
}
