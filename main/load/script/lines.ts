import type { ScriptOutput } from './types';

/** A line that is longer goes out in parts. */
const longestLine = 65_536;

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
      if (this.#rest.length > longestLine) this.flush();
      return;
    }
    this.#output(this.#rest + text.slice(0, end));
    this.#rest = text.slice(end);
  }

  /** Passes on a line that has no end yet. */
  flush(): void {
    const rest = this.#rest;
    this.#rest = '';
    if (rest !== '') this.#output(rest);
  }
}
