import { ScriptAddresses } from '../addresses';
import { targetParts } from '../target';
import type { ScriptOutput, ScriptTask } from '../types';
import { bitwise } from './bitwise';
import { withLuaJitEscapes } from './escapes';
import { LuaMachine, luaType } from './machine';
import { pushList, pushValue } from './values';
import { wrkApi } from './wrk-api';

/** One call of a script may take this long. */
const endlessMs = 2000;

/** A state in which wrk's API is there and the script has run; `fn` are references of what the API gives back. */
export interface ScriptState {
  readonly machine: LuaMachine;
  readonly fn: Readonly<Record<ApiFunction, number>>;
}

const apiFunctions = [
  ...(['globals', 'ownthread', 'otherthread', 'setup', 'regain', 'init', 'set', 'done'] as const),
];
type ApiFunction = (typeof apiFunctions)[number];

/** Makes a state, runs wrk's API and then the script in it. */
export function openState(task: ScriptTask, output: ScriptOutput): ScriptState {
  const { name, source, siblings } = task.script;
  const files = siblings.map(([file, base64]) => {
    const bytes = Buffer.from(base64, 'base64');
    return [file, file.endsWith('.lua') ? asLua51(bytes) : bytes] as const;
  });
  const machine = new LuaMachine({ name, files, output, endlessMs });
  const { exports, L } = machine;
  machine.load(Buffer.from(wrkApi, 'latin1'), '=wrk');
  pushHost(machine, task);
  machine.call(1, 1);
  const fn = {} as Record<ApiFunction, number>;
  for (const each of apiFunctions) {
    machine.getField(-1, each);
    fn[each] = machine.ref();
  }
  exports.lua_settop(L, 0);
  machine.run(asLua51(Buffer.from(source, 'utf8')));
  return { machine, fn };
}

function asLua51(source: Buffer): Buffer {
  return Buffer.from(withLuaJitEscapes(source.toString('latin1')), 'latin1');
}

/** Whether the script has a function by that name. */
export function hasFunction(machine: LuaMachine, name: string): boolean {
  machine.getGlobal(name);
  const found = machine.type(-1) === luaType.function;
  machine.pop(1);
  return found;
}

/** The table that the API's chunk takes: the target's parts and the functions of the host. */
function pushHost(machine: LuaMachine, task: ScriptTask): void {
  const { exports, L } = machine;
  const { scheme, host, port, path } = targetParts(task.target);
  const { method, headers, body } = task.target;
  const addresses = new ScriptAddresses(task);
  const fields = {
    ...{ scheme, host, port, path, method },
    headers: new Map(headers),
    body: body === '' ? undefined : body,
  };
  exports.lua_createtable(L, 0, 12);
  for (const [name, value] of Object.entries(fields)) {
    pushValue(machine, value);
    machine.setField(-2, name);
  }
  const functions = {
    lookup: () => {
      const name = machine.textAt(1);
      const service = exports.lua_gettop(L) < 2 ? 'http' : machine.textAt(2);
      pushList(machine, addresses.lookup(name, service), ({ address, port: number }) => {
        pushList(machine, [address, number], (part) => pushValue(machine, part));
      });
      return 1;
    },
    connect: () => {
      const address = { address: machine.textAt(1), port: exports.lua_tonumber(L, 2) };
      exports.lua_pushboolean(L, addresses.connect(address) ? 1 : 0);
      return 1;
    },
    bitwise: () => {
      const values: number[] = [];
      for (let i = 2; i <= exports.lua_gettop(L); i++) values.push(exports.lua_tonumber(L, i));
      exports.lua_pushnumber(L, bitwise(exports.lua_tonumber(L, 1), values));
      return 1;
    },
  };
  for (const [name, fn] of Object.entries(functions)) {
    machine.pushFunction(fn);
    machine.setField(-2, name);
  }
}
