/// <reference path="./wasm-asset.d.ts" />
import wasmUrl from 'wasmoon-lua5.1/dist/liblua5.1.wasm?url&inline';

/** Addresses in the machine's memory, indices on its stack, and its numbers are all plain numbers here. */
type Address = number;

/** What of WebAssembly's interface is used; Node's types leave it to the browser's. */
interface WasmInterface {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: WasmImports,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
  readonly RuntimeError: new () => Error;
}

export type WasmImports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export const wasm = (globalThis as unknown as { WebAssembly: WasmInterface }).WebAssembly;

/** What of Lua 5.1's C interface is used. Names and meanings are those of its reference manual. */
export interface LuaExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly __indirect_function_table: {
    get(slot: number): unknown;
    set(slot: number, fn: unknown): void;
    grow(slots: number): number;
  };
  __wasm_call_ctors(): void;
  emscripten_stack_init(): void;
  stackSave(): Address;
  stackRestore(to: Address): void;
  setTempRet0(value: number): void;
  setThrew(threw: number, value: number): void;
  malloc(bytes: number): Address;
  free(at: Address): void;
  luaL_newstate(): Address;
  luaL_openlibs(L: Address): void;
  luaL_loadbuffer(L: Address, at: Address, bytes: number, name: Address): number;
  luaL_ref(L: Address, table: number): number;
  lua_pcall(L: Address, args: number, results: number, handler: number): number;
  lua_error(L: Address): number;
  lua_gettop(L: Address): number;
  lua_settop(L: Address, index: number): void;
  lua_type(L: Address, index: number): number;
  lua_toboolean(L: Address, index: number): number;
  lua_tonumber(L: Address, index: number): number;
  lua_tolstring(L: Address, index: number, length: Address): Address;
  lua_pushnil(L: Address): void;
  lua_pushboolean(L: Address, value: number): void;
  lua_pushnumber(L: Address, value: number): void;
  lua_pushlstring(L: Address, at: Address, bytes: number): void;
  lua_pushvalue(L: Address, index: number): void;
  lua_pushcclosure(L: Address, fn: number, upvalues: number): void;
  lua_createtable(L: Address, list: number, named: number): void;
  lua_rawset(L: Address, index: number): void;
  lua_rawgeti(L: Address, index: number, n: number): void;
  lua_rawseti(L: Address, index: number, n: number): void;
  lua_getfield(L: Address, index: number, name: Address): void;
  lua_setfield(L: Address, index: number, name: Address): void;
  lua_next(L: Address, index: number): number;
  lua_checkstack(L: Address, more: number): number;
  lua_sethook(L: Address, fn: number, mask: number, count: number): number;
  lua_close(L: Address): void;
}

let compiled: object | undefined;

/** Lua 5.1, compiled once per thread: about ten milliseconds. */
export function luaModule(): object {
  compiled ??= new wasm.Module(Buffer.from(wasmUrl.slice(wasmUrl.indexOf(',') + 1), 'base64'));
  return compiled;
}

/** A function of the host as the machine can call it: its table holds WebAssembly's own functions only. */
export function asTableFunction(
  exports: LuaExports,
  shape: 'state to count' | 'state and record to nothing',
  fn: (L: Address, record: Address) => number | undefined,
): number {
  const type = shape === 'state to count' ? [0x60, 1, 0x7f, 1, 0x7f] : [0x60, 2, 0x7f, 0x7f, 0];
  // A module that imports `e.f` of that type and exports it again.
  const bytes = [
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, type.length + 1, 1, ...type],
    ...[2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
    ...[7, 5, 1, 1, 0x66, 0, 0],
  ];
  const passing = new wasm.Instance(new wasm.Module(Uint8Array.from(bytes)), { e: { f: fn } });
  const table = exports.__indirect_function_table;
  const slot = table.grow(1);
  table.set(slot, passing.exports.f);
  return slot;
}
