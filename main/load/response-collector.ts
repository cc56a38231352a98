import type { ResponseObserver } from './parser';
import type { ResponseHook } from './source';

/** Longer bodies reach a script cut: it must not be able to fill the memory by asking. */
const mostBodyBytes = 64 * 1024 * 1024;

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
  }

  header(name: string, value: string): void {
    this.#headers.push([name, value]);
  }

  body(bytes: Uint8Array, from: number, to: number): void {
    const taken = Math.min(to - from, mostBodyBytes - this.#length);
    const needed = this.#length + taken;
    if (needed > this.#body.length) {
      const grown = new Uint8Array(needed * 2);
      grown.set(this.#body.subarray(0, this.#length));
      this.#body = grown;
    }
    this.#body.set(bytes.subarray(from, from + taken), this.#length);
    this.#length = needed;
  }

  /** The response is whole. The body handed on is valid during the call. */
  deliver(status: number): void {
    this.#hook(status, this.#headers, this.#body.subarray(0, this.#length));
  }
}
