import { spawnSync } from 'node:child_process';

const deadlineMs = 60_000;

function outputOf(command: string, args: readonly string[], note: (line: string) => void): string {
  const run = spawnSync(command, args, { encoding: 'latin1', timeout: deadlineMs, maxBuffer: 2 ** 28 });
  const reason = run.error === undefined ? run.stderr.trim() : run.error.message;
  if (reason !== '') note(reason);
  return run.stdout ?? '';
}

/**
 * Asks addr2line for the functions that were inlined at an address, each once for an address and module.
 * Where it knows nothing and perf told an offset from a symbol, nm gives the symbol's address to ask again.
 *
 * @param withContext puts the source's file and line behind each name
 * @returns names outer first, joined by `;`
 */
export function createInliner(withContext: boolean, note: (line: string) => void) {
  const answers = new Map<string, string>();
  const symbols = new Map<string, ReadonlyMap<string, number>>();
  const told = new Set<string>();
  const noteOnce = (line: string) => {
    if (!told.has(line)) note(line);
    told.add(line);
  };

  const symbolsOf = (module: string): ReadonlyMap<string, number> => {
    let known = symbols.get(module);
    if (known === undefined) {
      const lines = outputOf('nm', ['--', module], noteOnce).matchAll(/^([0-9a-f]+) . (.+)$/gm);
      // The first of a name, as a search through the text finds it.
      known = new Map([...lines].reverse().map((line) => [line[2]!, Number.parseInt(line[1]!, 16)]));
      symbols.set(module, known);
    }
    return known;
  };

  const inlined = (address: string, rawName: string, module: string): string => {
    const key = `${address} ${module}`;
    const old = answers.get(key);
    if (old !== undefined) return old;
    const output = outputOf('addr2line', ['-a', address, '-e', module, '-i', '-f', '-s', '-C'], noteOnce);
    const lines = output.split('\n').slice(1);
    if (lines.at(-1) === '') lines.pop();
    const offset = /^(.+)\+0x([0-9a-f]+)$/.exec(rawName);
    if (lines[0] === '??' && lines[1]?.startsWith('??:0') && offset !== null) {
      const base = symbolsOf(module).get(offset[1]!);
      if (base !== undefined) {
        const shifted = `0x${(base + Number.parseInt(offset[2]!, 16)).toString(16)}`;
        const answer = inlined(shifted, '', module);
        answers.set(key, answer);
        return answer;
      }
    }
    const names: string[] = [];
    for (let at = 0; at + 1 < lines.length; at += 2) {
      const place = lines[at + 1]!.replace(/ \(discriminator \S+\)/, '');
      names.unshift(withContext ? `${lines[at]}:${place}` : lines[at]!);
    }
    const answer = names.join(';');
    answers.set(key, answer);
    return answer;
  };
  return inlined;
}
