import { basename } from 'node:path';
import { FlamebenchError } from '../../../../proto/errors';
import { LineOutput } from '../lines';
import type { ScriptOutput } from '../types';
import { ScriptFiles } from './files';
import { luaImports } from './imports';
import { asTableFunction, type LuaExports, luaModule, wasm } from './wasm';

export const luaType = {
  nil: 0,
  boolean: 1,
  number: 3,
  string: 4,
  table: 5,
  function: 6,
} as const;

/** Pseudo-indices of the stack. */
export const registry = -10000;
const globals = -10002;

const countMask = 8;
/** Instructions between two looks at the clock: about a tenth of a second. */
const instructionsPerLook = 5_000_000;
const scratchBytes = 65_536;

export interface LuaMachineSetting {
  /** The script's file, for messages. */
  readonly name: string;
  readonly files: readonly (readonly [name: string, contents: Uint8Array])[];
  readonly output: ScriptOutput;
  /** One call that runs longer than this ends the script. */
  readonly endlessMs: number;
}

/**
 * One Lua 5.1 state and its memory, by the machine's raw exports: no objects cross, so that a call costs what
 * Lua costs. Strings are bytes, as JavaScript text in Latin-1.
 *
 * Errors of the script, and calls that do not end, are thrown as FlamebenchError 'script-failed'.
 */
export class LuaMachine {
  readonly exports: LuaExports;
  /** The state that runs: within a host function, the coroutine that called it. */
  L: number;
  readonly #name: string;
  /** The name in Lua's own messages, which cut long ones. */
  readonly #shortName: string;
  readonly #endlessMs: number;
  readonly #output: LineOutput;
  /** Where text crosses, grown as needed. */
  #scratch: number;
  #scratchBytes = scratchBytes;
  readonly #length: number;
  #heap: Buffer;
  #words: Uint32Array;
  readonly #names = new Map<string, number>();
  /** The call that runs, and the one that ran when the clock was last looked at. */
  #call = 0;
  #lookedAtCall = -1;
  #lookedAtMs = 0;

  constructor({ name, files, output, endlessMs }: LuaMachineSetting) {
    this.#name = name;
    this.#shortName = basename(name).slice(-40);
    this.#endlessMs = endlessMs;
    this.#output = new LineOutput(output);
    const print = (bytes: Uint8Array): void => this.#output.write(Buffer.from(bytes).toString('latin1'));
    const scriptFiles = new ScriptFiles(files, print);
    const imports = luaImports(name, scriptFiles, () => this.exports);
    this.exports = new wasm.Instance(luaModule(), imports).exports as unknown as LuaExports;
    this.#heap = Buffer.from(this.exports.memory.buffer);
    this.#words = new Uint32Array(this.exports.memory.buffer);
    this.exports.emscripten_stack_init();
    this.exports.__wasm_call_ctors();
    this.#scratch = this.exports.malloc(scratchBytes);
    this.#length = this.exports.malloc(8);
    this.L = this.exports.luaL_newstate();
    this.exports.luaL_openlibs(this.L);
    const look = asTableFunction(this.exports, 'state and record to nothing', () => this.#look());
    this.exports.lua_sethook(this.L, look, countMask, instructionsPerLook);
  }

  /** Runs a script's file; it may begin with a byte order mark or a `#!` line. */
  run(source: Uint8Array): void {
    this.load(withoutPreamble(source), `@${this.#shortName}`);
    this.call(0, 0);
  }

  /** Pushes a chunk as a function. `name` is Lua's: '@' before a file's, '=' before any other. */
  load(source: Uint8Array, name: string): void {
    const at = this.#write(source);
    const status = this.exports.luaL_loadbuffer(this.L, at, source.length, this.#nameAt(name));
    if (status !== 0) throw this.#failure();
  }

  /** Calls the function below `args` values on the stack; leaves `results` of its values. */
  call(args: number, results: number): void {
    this.#call++;
    let status: number;
    try {
      status = this.exports.lua_pcall(this.L, args, results, 0);
    } catch (thrown) {
      if (thrown instanceof RangeError || thrown instanceof wasm.RuntimeError) {
        throw this.fail('it recursed too deeply');
      }
      throw thrown;
    }
    if (status !== 0) throw this.#failure();
  }

  /** A failure of this script. */
  fail(reason: string): FlamebenchError {
    return new FlamebenchError('script-failed', this.#name, { reason });
  }

  pushText(text: string): void {
    const bytes = this.#room(text.length);
    this.heap.write(text, bytes, text.length, 'latin1');
    this.exports.lua_pushlstring(this.L, bytes, text.length);
  }

  pushBytes(bytes: Uint8Array): void {
    this.exports.lua_pushlstring(this.L, this.#write(bytes), bytes.length);
  }

  /** The bytes of a string or number on the stack; they are Lua's own, valid until it runs again. */
  bytesAt(index: number): Buffer {
    const at = this.exports.lua_tolstring(this.L, index, this.#length);
    const heap = this.heap;
    return heap.subarray(at, at + this.#words[this.#length >> 2]);
  }

  /** The same bytes, for the caller to keep. */
  copyAt(index: number): Buffer {
    const at = this.exports.lua_tolstring(this.L, index, this.#length);
    const heap = this.heap;
    const length = this.#words[this.#length >> 2];
    const copy = Buffer.allocUnsafe(length);
    heap.copy(copy, 0, at, at + length);
    return copy;
  }

  textAt(index: number): string {
    const at = this.exports.lua_tolstring(this.L, index, this.#length);
    const heap = this.heap;
    return heap.toString('latin1', at, at + this.#words[this.#length >> 2]);
  }

  type(index: number): number {
    return this.exports.lua_type(this.L, index);
  }

  pop(count: number): void {
    this.exports.lua_settop(this.L, -count - 1);
  }

  getField(table: number, name: string): void {
    this.exports.lua_getfield(this.L, table, this.#nameAt(name));
  }

  setField(table: number, name: string): void {
    this.exports.lua_setfield(this.L, table, this.#nameAt(name));
  }

  getGlobal(name: string): void {
    this.getField(globals, name);
  }

  setGlobal(name: string): void {
    this.setField(globals, name);
  }

  /** Pops the value on top and keeps it; `pushRef` brings it back. */
  ref(): number {
    return this.exports.luaL_ref(this.L, registry);
  }

  pushRef(ref: number): void {
    this.exports.lua_rawgeti(this.L, registry, ref);
  }

  /** Pushes a host function: it finds its arguments on the stack from 1, and tells how many results it pushed. */
  pushFunction(fn: () => number): void {
    const main = this.L;
    const slot = asTableFunction(this.exports, 'state to count', (L) => {
      this.L = L;
      const results = fn();
      this.L = main;
      return results;
    });
    this.exports.lua_pushcclosure(this.L, slot, 0);
  }

  /** Shows what was printed without the end of its line. */
  flush(): void {
    this.#output.flush();
  }

  close(): void {
    this.exports.lua_close(this.L);
  }

  /** Memory as bytes; it moves when it grows. */
  get heap(): Buffer {
    if (this.#heap.byteLength === 0) {
      this.#heap = Buffer.from(this.exports.memory.buffer);
      this.#words = new Uint32Array(this.exports.memory.buffer);
    }
    return this.#heap;
  }

  #write(bytes: Uint8Array): number {
    const at = this.#room(bytes.length);
    this.heap.set(bytes, at);
    return at;
  }

  #room(bytes: number): number {
    if (bytes > this.#scratchBytes) {
      this.exports.free(this.#scratch);
      this.#scratchBytes = bytes * 2;
      this.#scratch = this.exports.malloc(this.#scratchBytes);
      if (this.#scratch === 0) throw this.fail('it does not fit into memory');
    }
    return this.#scratch;
  }

  /** A name as C has it, kept: there are few. */
  #nameAt(name: string): number {
    let at = this.#names.get(name);
    if (at === undefined) {
      const bytes = Buffer.from(`${name}\0`, 'latin1');
      at = this.exports.malloc(bytes.length);
      this.heap.set(bytes, at);
      this.#names.set(name, at);
    }
    return at;
  }

  /** Every now and then, while Lua runs: is this still the same call? */
  #look(): undefined {
    const nowMs = performance.now();
    if (this.#call !== this.#lookedAtCall) {
      this.#lookedAtCall = this.#call;
      this.#lookedAtMs = nowMs;
    } else if (nowMs - this.#lookedAtMs > this.#endlessMs) {
      // Not an error of Lua's, which the script could catch and go on.
      throw this.fail(`a call took longer than ${this.#endlessMs / 1000} s`);
    }
    return undefined;
  }

  /** The error on the stack as a failure: 'line 3: attempt to call a nil value'. */
  #failure(): FlamebenchError {
    const isText = this.type(-1) === luaType.string;
    const text = isText ? this.bytesAt(-1).toString('utf8') : 'it raised an error that is no text';
    this.exports.lua_settop(this.L, 0);
    const own = `${this.#shortName}:`;
    return this.fail(text.startsWith(own) ? text.slice(own.length).replace(/^(\d+):/, 'line $1:') : text);
  }
}

/** A byte order mark would be a syntax error; a `#!` line becomes a comment, so that lines keep their numbers. */
function withoutPreamble(source: Uint8Array): Uint8Array {
  const marked = source[0] === 0xef && source[1] === 0xbb && source[2] === 0xbf;
  const text = marked ? source.subarray(3) : source;
  return text[0] === 35 ? Buffer.concat([Buffer.from('--'), text]) : text;
}
