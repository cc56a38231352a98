import { createContext, Script } from 'node:vm';
import { FlamebenchError } from '../../../../proto/errors';
import { ScriptAddresses } from '../addresses';
import { targetParts } from '../target';
import type { ScriptOutput, ScriptTask } from '../types';
import { bootstrap } from './bootstrap';

/** One call that runs longer than this ends the script, where calls are watched. */
const endlessMs = 2000;

/** The functions a script may define. */
export const hookNames = ['setup', 'init', 'delay', 'request', 'response', 'done'] as const;
export type HookName = (typeof hookNames)[number];

type Hook = (...args: unknown[]) => unknown;

/** What bootstrap.ts gives back; all text is JSON. */
interface Api {
  /** What the realm's `__call()` is to call. */
  next(call: () => void): void;
  ownThread(ip: string, port: number): void;
  set(name: string, value: string): void;
  start(init: Hook | undefined, args: string): void;
  setup(setup: Hook | undefined, ip: string, port: number, globals: string): string;
  done(done: Hook, globals: string, summary: string, latency: string, requests: string): void;
  prepared(): string;
  /** Adds one of the headers that `headers()` then gives. */
  header(name: string, value: string): void;
  headers(): unknown;
  json(value: unknown): string | undefined;
}

/**
 * A JavaScript script in a realm of its own: the language and wrk's API, no `require`, `process`, timers,
 * network or `eval`.
 */
export class ScriptRealm {
  readonly api: Api;
  readonly hooks: Readonly<Partial<Record<HookName, Hook>>>;
  readonly #name: string;
  readonly #context: object;
  readonly #lexicals: readonly string[];
  #refusal: FlamebenchError | null = null;

  constructor(task: ScriptTask, output: ScriptOutput, stop: () => void) {
    const { name, source } = task.script;
    this.#name = name;
    this.#context = createContext(Object.create(null), {
      codeGeneration: { strings: false, wasm: false },
      microtaskMode: 'afterEvaluate',
    });
    const { headers, body, method } = task.target;
    const given = { ...targetParts(task.target), method, headers: Object.fromEntries(headers) };
    const addresses = new ScriptAddresses(task);
    const install = new Script(bootstrap, { filename: 'wrk' }).runInContext(this.#context) as (
      ...args: unknown[]
    ) => Api;
    this.api = install(
      JSON.stringify(body === '' ? given : { ...given, body: Buffer.from(body, 'latin1').toString('utf8') }),
      (text: unknown) => this.#orRefuse(() => output(Buffer.from(textOf(text), 'utf8').toString('latin1'))),
      (host: unknown, service: unknown) =>
        this.#orRefuse(() =>
          JSON.stringify(addresses.lookup(textOf(host), textOf(service)).map((a) => [a.address, a.port])),
        ),
      (address: unknown, port: unknown) =>
        typeof port === 'number' && addresses.connect({ address: textOf(address), port }),
      () => stop(),
      (text: unknown) => Buffer.byteLength(textOf(text)),
    );
    const text = source.replace(/^\ufeff/, '').replace(/^#!/, '//');
    // In a module of its own, as .mjs are written: what it exports are the script's functions all the same.
    const plain = text.replace(/^export\s+(?=(?:async\s+)?(?:function|const|let|var|class)\b)/gm, '');
    if (asksForModules.test(plain)) throw this.fail('it imports modules, which scripts cannot');
    this.#lexicals = [...plain.matchAll(/^(?:let|const)\s+([A-Za-z_$][\w$]*)/gm)].map((match) => match[1]);
    this.watched(() =>
      new Script(plain, { filename: name }).runInContext(this.#context, { timeout: endlessMs }),
    );
    const found: Partial<Record<HookName, Hook>> = {};
    for (const hook of hookNames) {
      const value: unknown = this.#valueOf(hook);
      if (typeof value === 'function') found[hook] = value as Hook;
    }
    this.hooks = found;
  }

  /** Runs `call`, and turns what the script throws into a failure of it. */
  watched<T>(call: () => T): T {
    try {
      const value = call();
      this.#throwRefusal();
      return value;
    } catch (thrown) {
      this.#throwRefusal();
      if (thrown instanceof FlamebenchError) throw thrown;
      throw this.fail(reasonOf(thrown, this.#name));
    }
  }

  /** The same for a call that is made once, with an end to it should it have none of its own. */
  watchedOnce<T>(call: () => T): T {
    return this.watched(() => {
      let value: T | undefined;
      this.api.next(() => {
        value = call();
      });
      new Script('__call()').runInContext(this.#context, { timeout: endlessMs });
      return value as T;
    });
  }

  /** The static request. */
  prepared(): string {
    return this.api.prepared();
  }

  fail(reason: string): FlamebenchError {
    return new FlamebenchError('script-failed', this.#name, { reason });
  }

  /** What another state may get: global variables, and top-level `let` and `const`. */
  globals(): Map<string, unknown> {
    const found = new Map<string, unknown>();
    for (const name of [...Object.keys(this.#context), ...this.#lexicals]) {
      if (name === 'wrk' || name === 'print' || !identifier.test(name)) continue;
      const text = this.#jsonOf(name);
      if (text !== undefined) found.set(name, JSON.parse(text));
    }
    return found;
  }

  /** undefined too for names that are keywords, and for what throws when it is looked at. */
  #jsonOf(name: string): string | undefined {
    try {
      return this.api.json(this.#valueOf(name));
    } catch {
      return undefined;
    }
  }

  #valueOf(name: string): unknown {
    return new Script(`typeof ${name} === 'undefined' ? undefined : ${name}`).runInContext(this.#context);
  }

  /** A failure that the script must not swallow: told when its call is over. */
  #orRefuse<T>(call: () => T): T {
    try {
      return call();
    } catch (thrown) {
      if (thrown instanceof FlamebenchError) this.#refusal = thrown;
      throw thrown;
    }
  }

  #throwRefusal(): void {
    const refusal = this.#refusal;
    this.#refusal = null;
    if (refusal !== null) throw refusal;
  }
}

/**
 * `import` as a word before anything but a name: `import(…)` and `import.meta`, comments between included. What
 * the language hands back for it is not of the script's realm. There is no other way to write it: keywords
 * take no escapes, and the realm makes no code of text.
 */
const asksForModules = /(?<![\w$])import\s*[(./<-]/;

/** Names are looked up as code: what a script calls a property of its realm must be no more than a name. */
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Text as it is, and nothing else: a script that has replaced `String` must not hand over objects to be called. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** 'line 3: x is not defined', from an error of the script's realm. */
function reasonOf(thrown: unknown, file: string): string {
  const { message, stack, code } = (thrown ?? {}) as { message?: string; stack?: string; code?: string };
  if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return `a call took longer than ${endlessMs / 1000} s`;
  if (typeof message !== 'string') return `it threw ${String(thrown)}`;
  const escaped = file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const line = new RegExp(`${escaped}:(\\d+)`).exec(stack ?? '')?.[1];
  return line === undefined ? message : `line ${line}: ${message}`;
}
