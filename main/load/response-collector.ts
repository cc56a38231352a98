import type { ResponseObserver } from './parser';
import type { ResponseHook } from './source';

/** Longer bodies reach a script cut: it must not be able to fill the memory by asking. */
const mostBodyBytes = 64 * 1024 * 1024;

/** And all connections of a thread may hold so much: a service that sends without end sends on each of them. */
export const mostHeldBytes = 256 * 1024 * 1024;
/** What a connection keeps from one response to the next. */
const keptBytes = 64 * 1024;

/** Bytes that the collectors of this thread hold beyond what each keeps. */
let held = 0;

/** Gathers a response as the parser reads it, for a script that wants to see it whole. */
export class ResponseCollector implements ResponseObserver {
  readonly #hook: ResponseHook;
  #headers: [string, string][] = [];
  #body = new Uint8Array(4096);
  #length = 0;

  constructor(hook: ResponseHook) {
    this.#hook = hook;
  }

  begin(): void {
    this.#headers = [];
    this.#length = 0;
    this.release();
  }

  /** Gives back what a long body took, when its response is over or will never be. */
  release(): void {
    this.#length = 0;
    if (this.#body.length <= keptBytes) return;
    held -= this.#body.length;
    this.#body = new Uint8Array(4096);
  }

  header(name: string, value: string): void {
    this.#headers.push([name, value]);
  }

  body(bytes: Uint8Array, from: number, to: number): void {
    const wanted = Math.min(to - from, mostBodyBytes - this.#length);
    const taken = Math.min(wanted, this.#room(this.#length + wanted) - this.#length);
    if (taken <= 0) return;
    this.#body.set(bytes.subarray(from, from + taken), this.#length);
    this.#length += taken;
  }

  /** Makes room for `needed` bytes as far as the thread may hold them; how many there are then. */
  #room(needed: number): number {
    const now = this.#body.length;
    if (needed <= now) return needed;
    const size = Math.min(needed * 2, mostBodyBytes);
    const before = now > keptBytes ? now : 0;
    const after = size > keptBytes ? size : 0;
    if (held - before + after > mostHeldBytes) return now;
    held += after - before;
    const grown = new Uint8Array(size);
    grown.set(this.#body.subarray(0, this.#length));
    this.#body = grown;
    return needed;
  }

  /** The response is whole. The body handed on is valid during the call. */
  deliver(status: number): void {
    this.#hook(status, this.#headers, this.#body.subarray(0, this.#length));
    this.release();
  }
}
