import { readMessages } from '../messages';
import type { ScriptOutput, ScriptTask, ScriptValue, ThreadScript, ThreadSetup } from '../types';
import { ScriptRealm } from './realm';
import { fromJson, toJson } from './values';

/** Loads a JavaScript script for one worker thread. */
export function openJsThread(task: ScriptTask, output: ScriptOutput): ThreadScript {
  return new JsThreadScript(task, output);
}

class JsThreadScript implements ThreadScript {
  readonly isStatic: boolean;
  readonly delays: boolean;
  readonly wantsResponse: boolean;
  pipeline = 1;
  head = false;
  closes = false;

  readonly #task: ScriptTask;
  readonly #realm: ScriptRealm;
  readonly #request: () => unknown;
  #first: Uint8Array | null = null;
  #stopped = false;

  constructor(task: ScriptTask, output: ScriptOutput) {
    this.#task = task;
    this.#realm = new ScriptRealm(task, output, () => {
      this.#stopped = true;
    });
    const { hooks } = this.#realm;
    this.isStatic = hooks.request === undefined;
    this.delays = hooks.delay !== undefined;
    this.wantsResponse = hooks.response !== undefined;
    this.#request = hooks.request ?? (() => this.#realm.prepared());
  }

  init({ address, sets }: ThreadSetup): void {
    const { api, hooks } = this.#realm;
    const { args } = this.#task.script;
    for (const [name, value] of sets) {
      api.set(name, value === undefined ? '' : JSON.stringify(toJson(value)));
    }
    api.ownThread(address.address, address.port);
    const given = JSON.stringify([this.#task.target.url, ...args]);
    this.#realm.watchedOnce(() => api.start(hooks.init, given));
    // One call tells how many requests a call holds; it is the first that is sent.
    const first = this.#realm.watchedOnce(() => this.#ask());
    const messages = readMessages(first);
    if (typeof messages === 'string') {
      throw this.#realm.fail(`request() returned no HTTP request: ${messages}`);
    }
    this.#first = first;
    this.pipeline = messages.count;
    this.head = messages.head;
    this.closes = messages.closes;
  }

  request(): Uint8Array {
    const first = this.#first;
    if (first === null) return this.#realm.watched(() => this.#ask());
    if (!this.isStatic) this.#first = null;
    return first;
  }

  delay(): number {
    // Called as plain functions: as a method, the script would find an object of the host's in 'this'.
    const { delay } = this.#realm.hooks;
    const ms = this.#realm.watched(() => delay?.());
    if (typeof ms !== 'number' || !(ms >= 0)) {
      throw this.#realm.fail('delay() must return a number of milliseconds');
    }
    return ms;
  }

  response(status: number, headers: readonly (readonly [string, string])[], body: Uint8Array): void {
    const { api } = this.#realm;
    const { response } = this.#realm.hooks;
    const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
    for (const [name, value] of headers) api.header(name, value);
    this.#realm.watched(() => response?.(status, api.headers(), text));
  }

  isStopped(): boolean {
    return this.#stopped;
  }

  globals(): ReadonlyMap<string, ScriptValue> {
    const found = [...this.#realm.globals()];
    return new Map(found.map(([name, value]) => [name, fromJson(value)]));
  }

  close(): void {}

  #ask(): Uint8Array {
    const request = this.#request;
    const value = request();
    if (typeof value === 'string') return Buffer.from(value, 'utf8');
    // An array of the script's own realm: not an instance of this one's.
    if (ArrayBuffer.isView(value))
      return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
    throw this.#realm.fail(`request() must return the text or bytes of a request, not ${kindOf(value)}`);
  }
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
