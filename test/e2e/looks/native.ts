import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePprof } from '../../../engine/formats/pprof/encode';
import { ProfileBuilder } from '../../../engine/model/builder';
import { openElf } from '../../../main/symbols/elf-file';
import { compileHot, hotSource } from '../../helpers/native-program';

/**
 * Compiles a program and writes a profile of it whose addresses, lines and binary are this machine's, so that source
 * and instructions are found. @returns its path
 */
export async function writeNativeProfile(folder: string): Promise<string> {
  const program = compileHot(folder, 'hot', ['-no-pie', '-fno-pie']);
  const { elf } = (await openElf(program))!;
  const symbols = await elf.symbols();
  const builder = new ProfileBuilder([{ type: 'cpu', unit: 'nanoseconds' }], {
    durationNanos: 5_000_000_000n,
    period: 10_000_000n,
    periodType: { type: 'cpu', unit: 'nanoseconds' },
  });
  const mapping = builder.mapping({
    ...{ filename: program, buildId: elf.buildId, start: 0x400000n, limit: 0xffffffn },
  });
  const at = (symbol: string, name: string, line: number, offset: bigint) => {
    const { address } = symbols.find((each) => each.name === symbol)!;
    const row = builder.function({ name, filename: hotSource, startLine: line });
    return builder.location({ mapping, address: address + offset, lines: [{ function: row, line }] });
  };
  const main = at('main', 'main', 24, 8n);
  const churn = 'unsigned long work::churn<unsigned long>(std::vector<unsigned long>&, int)';
  for (const [line, offset, seconds] of [
    [16, 4n, 0.4],
    [17, 16n, 1.9],
    [18, 32n, 0.7],
  ] as const) {
    const place = at('_ZN4work5churnImEET_RSt6vectorIS1_SaIS1_EEi', churn, line, offset);
    builder.sample([place, main], [seconds * 1e9]);
  }
  const path = join(folder, 'native.pb');
  writeFileSync(path, encodePprof(builder.build()));
  return path;
}
