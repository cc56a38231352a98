import type { ScriptValue } from '../types';
import { type LuaMachine, luaType } from './machine';

/** A state's values are read whole; one that holds more than this is not meant to be. */
const maxValues = 1_000_000;
const maxDepth = 100;

/** The value at an index, tables with all they hold; functions and the like are left out as nil is. */
export function readValue(machine: LuaMachine, index: number): ScriptValue {
  const { exports, L } = machine;
  let left = maxValues;

  const read = (at: number, depth: number): ScriptValue => {
    if (left-- <= 0) throw machine.fail(`its globals hold more than ${maxValues} values`);
    switch (machine.type(at)) {
      case luaType.boolean:
        return exports.lua_toboolean(L, at) !== 0;
      case luaType.number:
        return exports.lua_tonumber(L, at);
      case luaType.string:
        return machine.textAt(at);
      case luaType.table:
        return table(at, depth);
      default:
        return undefined;
    }
  };

  const table = (at: number, depth: number): ScriptValue => {
    const map = new Map<string | number | boolean, ScriptValue>();
    // A table that holds itself, or as good as.
    if (depth >= maxDepth || exports.lua_checkstack(L, 4) === 0) return map;
    const absolute = at < 0 ? exports.lua_gettop(L) + 1 + at : at;
    exports.lua_pushnil(L);
    while (exports.lua_next(L, absolute) !== 0) {
      // A key is read from a copy: making text of a number in place would confuse lua_next.
      exports.lua_pushvalue(L, -2);
      const key = read(-1, maxDepth);
      machine.pop(1);
      const value = read(-1, depth + 1);
      machine.pop(1);
      if (value !== undefined && typeof key !== 'object' && key !== undefined) map.set(key, value);
    }
    return map;
  };
  return read(index, 0);
}

/** Pushes a value. */
export function pushValue(machine: LuaMachine, value: ScriptValue): void {
  const { exports, L } = machine;
  if (value === undefined) exports.lua_pushnil(L);
  else if (typeof value === 'boolean') exports.lua_pushboolean(L, value ? 1 : 0);
  else if (typeof value === 'number') exports.lua_pushnumber(L, value);
  else if (typeof value === 'string') machine.pushText(value);
  else {
    if (exports.lua_checkstack(L, 4) === 0) throw machine.fail('its tables are nested too deeply');
    exports.lua_createtable(L, 0, value.size);
    for (const [key, each] of value) {
      pushValue(machine, key);
      pushValue(machine, each);
      exports.lua_rawset(L, -3);
    }
  }
}

/** Pushes a list as a table from 1. */
export function pushList<T>(machine: LuaMachine, items: Iterable<T>, push: (item: T) => void): void {
  machine.exports.lua_createtable(machine.L, 0, 0);
  let n = 1;
  for (const item of items) {
    push(item);
    machine.exports.lua_rawseti(machine.L, -2, n++);
  }
}
