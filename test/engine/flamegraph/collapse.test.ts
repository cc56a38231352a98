import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CollapseOptions, collapsePerf, PerfCollapse } from '../../../engine/flamegraph/perf/collapse';
import { newFrameLine, parseEventLine, parseFrameLine } from '../../../engine/flamegraph/perf/lines';
import { nastyPerf } from '../../helpers/nasty-stacks';

const plain: CollapseOptions = {
  ...{ process: 'name', event: '', kernel: false, jit: false, addresses: false, sourceLines: false },
};

function collapse(text: string, options: Partial<CollapseOptions> = {}) {
  const { folded, warnings } = collapsePerf(Buffer.from(text), { ...plain, ...options });
  return { lines: Buffer.from(folded).toString().trimEnd().split('\n'), warnings };
}

/** Lines made of what the rules look at. */
const hostileLine = fc.string({
  unit: fc.constantFrom(' ', '\t', '1', '23', 'a', 'f', '(', ')', ' (', '/', ':', '_', '.', 'cycles:'),
  maxLength: 14,
});

describe('lines of perf script', () => {
  it('of stacks are taken apart as a greedy expression does', () => {
    fc.assert(
      fc.property(hostileLine, (line) => {
        const bytes = Buffer.from(line);
        const frame = newFrameLine();
        const found = parseFrameLine(bytes, 0, bytes.length, frame);
        const expected = /^\s*(\w+)\s*(.+) \((.*)\)/.exec(line);
        expect(found).toBe(expected !== null);
        if (expected === null) return;
        const { pcStart, pcEnd, functionStart, functionEnd, moduleStart, moduleEnd } = frame;
        const parts = [
          line.slice(pcStart, pcEnd),
          line.slice(functionStart, functionEnd),
          line.slice(moduleStart, moduleEnd),
        ];
        expect(parts).toEqual(expected.slice(1));
      }),
      { numRuns: 3000 },
    );
  });

  it('that begin samples are taken apart as a lazy expression does', () => {
    fc.assert(
      fc.property(hostileLine, (line) => {
        const bytes = Buffer.from(line);
        const found = parseEventLine(bytes, 0, bytes.length);
        const expected = /^(\S.+?)\s+(\d+)\/*(\d*)\s+/.exec(line);
        const event = /:\s*(\d*)\s+(\S+):\s*$/.exec(line);
        expect(found !== null).toBe(expected !== null);
        if (found === null || expected === null) return;
        expect(line.slice(0, found.commEnd)).toBe(expected[1]);
        expect(line.slice(found.firstStart, found.firstEnd)).toBe(expected[2]);
        expect(line.slice(found.secondStart, found.secondEnd)).toBe(expected[3]);
        expect(found.hasEvent).toBe(event !== null);
        if (event === null) return;
        expect(line.slice(found.periodStart, found.periodEnd)).toBe(event[1]);
        expect(line.slice(found.eventStart, found.eventEnd)).toBe(event[2]);
      }),
      { numRuns: 3000 },
    );
  });

  it('take time in proportion to their length', () => {
    const long = 200_000;
    for (const line of [
      '9'.repeat(long),
      'a 1'.repeat(long),
      ' ('.repeat(long),
      'f->'.repeat(long),
      '.('.repeat(long),
    ]) {
      expect(collapse(`${line}\n  ff ${line} (m)\n\n`).lines).toEqual(['']);
      expect(collapse(`perf 1 1.0: 1 cycles:\n  ff ${line} (m)\n\n`).lines).toHaveLength(1);
    }
  });
});

describe('collapsePerf', () => {
  it('gives the same for text in pieces of any size', () => {
    const text = Buffer.from(nastyPerf(31, 40));
    const whole = collapsePerf(text, plain);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (size) => {
        const pieces = new PerfCollapse(plain);
        for (let at = 0; at < text.length; at += size)
          pieces.push(Uint8Array.from(text.subarray(at, at + size)));
        const { folded, warnings } = pieces.finish();
        expect(Buffer.from(folded)).toEqual(Buffer.from(whole.folded));
        expect(warnings).toEqual(whole.warnings);
      }),
      { numRuns: 40 },
    );
  });

  it('adds periods exactly, beyond what a double holds', () => {
    const sample = 'ab 1 1.0: 9007199254740993 cycles:\n\tff main (x)\n\n';
    expect(collapse(sample).lines).toEqual(['ab;main 9007199254740993']);
    expect(collapse(sample.repeat(3)).lines).toEqual(['ab;main 27021597764222979']);
  });

  it('counts the first event only, and says which', () => {
    const text = 'ab 1 1.0: 2 cycles:\n\tff main (x)\n\nab 1 1.0: 3 faults:\n\tff main (x)\n\n';
    expect(collapse(text)).toEqual({
      lines: ['ab;main 2'],
      warnings: ['Filtering for events of type: cycles'],
    });
    expect(collapse(text, { event: 'faults' })).toEqual({ lines: ['ab;main 3'], warnings: [] });
  });

  it('warns of a last sample that nothing ends, and of lines that it cannot read', () => {
    const { lines, warnings } = collapse(
      'ab 1 1.0: 2 cycles:\n\tff main (x)\n\nodd\nab 1 1.0: 2 cycles:\n\tff main (x)',
    );
    expect(lines).toEqual(['ab;main 2']);
    expect(warnings).toEqual([
      'Unrecognized line: odd',
      'The last sample is left out: no empty line ends it, so it may be cut off.',
    ]);
  });

  it('asks for inlined functions where a file can know them, and keeps perf’s name where it does not', () => {
    const asked: string[] = [];
    const inlined = (address: string, name: string, module: string) => {
      asked.push(`${address} ${name} ${module}`);
      return address === 'ff' ? 'outer;inner' : '??';
    };
    const text = 'ab 1 1.0: 2 cycles:\n\tff f+0x2 (/x)\n\tee main (/x)\n\tdd k ([kernel])\n\n';
    expect(collapse(text, { inlined }).lines).toEqual(['ab;k;main;outer;inner 2']);
    expect(asked).toEqual(['ff f+0x2 /x', 'ee main /x']);
  });

  it('adds stacks that read alike, though their frames differ', () => {
    const inlined = (address: string) => (address === 'ff' ? 'a;b' : '');
    const text = 'ab 1 1.0: 2 cycles:\n\tff x (/x)\n\nab 1 1.0: 3 cycles:\n\tee b (/x)\n\tdd a (/x)\n\n';
    expect(collapse(text, { inlined }).lines).toEqual(['ab;a;b 5']);
  });
});
