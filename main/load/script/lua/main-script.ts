import { wrkStats } from '../../../../engine/load/wrk-stats';
import type {
  MainScript,
  ScriptAddress,
  ScriptHistogram,
  ScriptOutput,
  ScriptSummary,
  ScriptTask,
  ScriptValue,
  ThreadSetup,
} from '../types';
import { hasFunction, openState, type ScriptState } from './api';
import { type LuaMachine, luaType } from './machine';
import { pushList, pushValue, readValue } from './values';

type Globals = ReadonlyMap<string, ScriptValue>;

/** Loads a Lua script for the main state, where `setup` and `done` run. */
export function openLuaMain(task: ScriptTask, output: ScriptOutput): MainScript {
  return new LuaMainScript(task, output);
}

class LuaMainScript implements MainScript {
  readonly wantsGlobals: boolean;
  readonly #task: ScriptTask;
  readonly #state: ScriptState;
  readonly #machine: LuaMachine;
  /** References of the threads as the script sees them. */
  #threads: number[] = [];

  constructor(task: ScriptTask, output: ScriptOutput) {
    this.#task = task;
    this.#state = openState(task, output);
    this.#machine = this.#state.machine;
    this.wantsGlobals = hasFunction(this.#machine, 'setup') || hasFunction(this.#machine, 'done');
  }

  setup(globals: readonly Globals[]): ThreadSetup[] {
    const machine = this.#machine;
    const { exports, L } = machine;
    const { fn } = this.#state;
    const [address] = this.#task.addresses;
    return globals.map((own) => {
      machine.pushRef(fn.otherthread);
      pushValue(machine, address.address);
      pushValue(machine, address.port);
      machine.call(2, 1);
      const thread = machine.ref();
      this.#threads.push(thread);
      machine.pushRef(fn.setup);
      machine.pushRef(thread);
      pushValue(machine, own);
      machine.call(2, 3);
      const chosen: ScriptAddress = { address: machine.textAt(1), port: exports.lua_tonumber(L, 2) };
      const sets = this.#readSets();
      exports.lua_settop(L, 0);
      return { address: chosen, sets };
    });
  }

  done(
    globals: readonly Globals[],
    summary: ScriptSummary,
    latency: ScriptHistogram,
    requests: ScriptHistogram,
  ): void {
    const machine = this.#machine;
    const { fn } = this.#state;
    if (!hasFunction(machine, 'done')) return;
    this.#threads.forEach((thread, i) => {
      machine.pushRef(fn.regain);
      machine.pushRef(thread);
      pushValue(machine, globals[i] ?? new Map());
      machine.call(2, 0);
    });
    machine.pushRef(fn.done);
    const { durationUs, errors, ...counts } = summary;
    const fields = { duration: durationUs, ...counts, errors: new Map(Object.entries(errors)) };
    pushValue(machine, new Map<string, ScriptValue>(Object.entries(fields)));
    this.#pushHistogram(latency);
    this.#pushHistogram(requests);
    machine.call(3, 0);
    machine.flush();
  }

  close(): void {
    this.#machine.close();
  }

  /** The third result of setup: a list of pairs. Read one by one, as tables lose the order of a list. */
  #readSets(): ThreadSetup['sets'] {
    const machine = this.#machine;
    const { exports, L } = machine;
    const sets: [string, ScriptValue][] = [];
    for (let i = 1; ; i++) {
      exports.lua_rawgeti(L, 3, i);
      if (machine.type(-1) !== luaType.table) break;
      exports.lua_rawgeti(L, -1, 1);
      exports.lua_rawgeti(L, -2, 2);
      const value = readValue(machine, -1);
      sets.push([machine.textAt(-2), value]);
      machine.pop(3);
    }
    machine.pop(1);
    return sets;
  }

  /** The arguments of the API's newstats, as one list. */
  #pushHistogram(histogram: ScriptHistogram): void {
    const machine = this.#machine;
    const { count, max, mean, stdev } = wrkStats(histogram);
    const min = histogram.values[0] ?? 0;
    const numbers = (list: Float64Array) => () => pushList(machine, list, (each) => pushValue(machine, each));
    const parts = [numbers(histogram.values), numbers(histogram.counts)];
    for (const value of [count, min, max, mean, stdev]) parts.push(() => pushValue(machine, value));
    pushList(machine, parts, (push) => push());
  }
}
