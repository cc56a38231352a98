import type { ScriptOutput } from './types';

/** What a script prints, passed on by whole lines: those of several threads must not mix. */
export class LineOutput {
  readonly #output: ScriptOutput;
  #rest = '';

  constructor(output: ScriptOutput) {
    this.#output = output;
  }

  write(text: string): void {
    const end = text.lastIndexOf('\n') + 1;
    if (end === 0) {
      this.#rest += text;
      return;
    }
    this.#output(this.#rest + text.slice(0, end));
    this.#rest = text.slice(end);
  }

  /** Passes on a line that has no end yet. */
  flush(): void {
    if (this.#rest !== '') this.#output(this.#rest);
    this.#rest = '';
  }
}
