import { readMessages } from '../messages';
import type { ScriptOutput, ScriptTask, ScriptValue, ThreadScript, ThreadSetup } from '../types';
import { hasFunction, openState } from './api';
import { type LuaMachine, luaType } from './machine';
import { pushList, pushValue, readValue } from './values';

/** Loads a Lua script for one worker thread. */
export function openLuaThread(task: ScriptTask, output: ScriptOutput): ThreadScript {
  return new LuaThreadScript(task, output);
}

class LuaThreadScript implements ThreadScript {
  isStatic = true;
  pipeline = 1;
  head = false;
  closes = false;
  delays = false;
  wantsResponse = false;

  readonly #task: ScriptTask;
  readonly #state: ReturnType<typeof openState>;
  readonly #machine: LuaMachine;
  #request = 0;
  #delay = 0;
  #response = 0;
  #first: Uint8Array | null = null;
  #stopped = false;

  constructor(task: ScriptTask, output: ScriptOutput) {
    this.#task = task;
    this.#state = openState(task, output);
    this.#machine = this.#state.machine;
  }

  init({ address, sets }: ThreadSetup): void {
    const machine = this.#machine;
    const { fn } = this.#state;
    for (const [name, value] of sets) {
      machine.pushRef(fn.set);
      machine.pushText(name);
      pushValue(machine, value);
      machine.call(2, 0);
    }
    machine.pushRef(fn.ownthread);
    pushValue(machine, address.address);
    pushValue(machine, address.port);
    machine.pushFunction(() => {
      this.#stopped = true;
      return 0;
    });
    machine.call(3, 0);
    machine.pushRef(fn.init);
    this.#pushArguments();
    machine.call(1, 0);
    this.#settle();
  }

  request(): Uint8Array {
    const first = this.#first;
    if (first === null) return this.#ask();
    if (!this.isStatic) this.#first = null;
    return first;
  }

  delay(): number {
    const machine = this.#machine;
    machine.pushRef(this.#delay);
    machine.call(0, 1);
    const ms = machine.exports.lua_tonumber(machine.L, -1);
    const isNumber = machine.type(-1) === luaType.number;
    machine.pop(1);
    if (!isNumber || !(ms >= 0)) throw machine.fail('delay() must return a number of milliseconds');
    return ms;
  }

  response(status: number, headers: readonly (readonly [string, string])[], body: Uint8Array): void {
    const machine = this.#machine;
    const { exports, L } = machine;
    machine.pushRef(this.#response);
    exports.lua_pushnumber(L, status);
    exports.lua_createtable(L, 0, headers.length);
    for (const [name, value] of headers) {
      machine.pushText(name);
      machine.pushText(value);
      exports.lua_rawset(L, -3);
    }
    machine.pushBytes(body);
    machine.call(3, 0);
  }

  isStopped(): boolean {
    return this.#stopped;
  }

  globals(): ReadonlyMap<string, ScriptValue> {
    const machine = this.#machine;
    machine.pushRef(this.#state.fn.globals);
    machine.call(0, 1);
    const found = readValue(machine, -1) as ReadonlyMap<string, ScriptValue>;
    machine.pop(1);
    machine.flush();
    return found;
  }

  close(): void {
    this.#machine.close();
  }

  /** `args` of init: the URL at 0, what followed `--` from 1. */
  #pushArguments(): void {
    const machine = this.#machine;
    const { exports, L } = machine;
    const bytes = (text: string) => machine.pushBytes(Buffer.from(text, 'utf8'));
    pushList(machine, this.#task.script.args, bytes);
    bytes(this.#task.target.url);
    exports.lua_rawseti(L, -2, 0);
  }

  /** After init: which functions there are, and what one call of request gives. */
  #settle(): void {
    const machine = this.#machine;
    const keep = (name: string): number => {
      machine.getGlobal(name);
      return machine.ref();
    };
    this.isStatic = !hasFunction(machine, 'request');
    this.delays = hasFunction(machine, 'delay');
    this.wantsResponse = hasFunction(machine, 'response');
    if (this.delays) this.#delay = keep('delay');
    if (this.wantsResponse) this.#response = keep('response');
    if (this.isStatic) {
      machine.getGlobal('wrk');
      machine.getField(-1, 'request');
      this.#request = machine.ref();
      machine.pop(1);
    } else {
      this.#request = keep('request');
    }
    // One call tells how many requests a call holds; it is the first that is sent.
    const first = this.#ask();
    const messages = readMessages(first);
    if (typeof messages === 'string') throw machine.fail(`request() returned no HTTP request: ${messages}`);
    this.#first = first;
    this.pipeline = messages.count;
    this.head = messages.head;
    this.closes = messages.closes;
  }

  #ask(): Uint8Array {
    const machine = this.#machine;
    machine.pushRef(this.#request);
    machine.call(0, 1);
    const type = machine.type(-1);
    if (type !== luaType.string) {
      const kind = typeNames[type] ?? 'a value of another type';
      machine.pop(1);
      throw machine.fail(`request() must return the text of a request, not ${kind}`);
    }
    const bytes = machine.copyAt(-1);
    machine.pop(1);
    return bytes;
  }
}

const typeNames: Readonly<Record<number, string>> = {
  [luaType.nil]: 'nil',
  [luaType.boolean]: 'a boolean',
  [luaType.number]: 'a number',
  [luaType.table]: 'a table',
  [luaType.function]: 'a function',
};
