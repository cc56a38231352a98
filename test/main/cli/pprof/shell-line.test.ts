import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultOptions } from '../../../../engine/pprof/options';
import { parseLine } from '../../../../main/cli/pprof/shell/line';
import { expandShortcut } from '../../../../main/cli/pprof/shell/shortcuts';
import { FlamebenchError } from '../../../../proto/errors';

const options = defaultOptions();

/** The report a line asks for, and the options it changes. */
function report(line: string) {
  const action = parseLine(line, options);
  if (action.kind !== 'report') throw new Error(`${line} is no report`);
  const { command, parameter, options: set } = action.order;
  const changed = Object.entries(set).filter(([name, value]) => value !== options[name as 'focus']);
  return { command, parameter, changed: Object.fromEntries(changed) };
}

describe('a command of the shell', () => {
  it('takes numbers, patterns, -patterns, -cum and >file, for itself alone', () => {
    expect(report('top 5 main sort -runtime -gc -cum >out.txt')).toEqual({
      command: 'top',
      parameter: undefined,
      changed: { nodecount: 5, focus: 'main|sort', ignore: 'runtime|gc', sort: 'cum', output: 'out.txt' },
    });
    expect(report('tree > out.txt').changed).toEqual({ output: 'out.txt' });
    expect(report('tree 12 --cum').changed).toEqual({ nodecount: 12, sort: 'cum' });
  });

  it('shows ten rows of a table, or as many as stand behind its name', () => {
    expect(report('top').changed).toEqual({ nodecount: 10 });
    expect(report('top30').changed).toEqual({ nodecount: 30 });
    expect(report('text 3').changed).toEqual({ nodecount: 3 });
    expect(report('tree').changed).toEqual({});
  });

  it('takes its pattern first', () => {
    expect(report('peek 12 5 -x')).toEqual({
      command: 'peek',
      parameter: '12',
      changed: { nodecount: 5, ignore: 'x' },
    });
    // As in pprof, what stands behind a name becomes its first argument.
    expect(report('peek7').parameter).toBe('7');
  });

  it('means labels by the patterns of tags', () => {
    expect(report('tags a -b').changed).toEqual({ tagfocus: 'a', tagignore: 'b' });
  });

  it.each([
    ['nonsense', 'no such command'],
    ['12', 'no such command'],
    ['constructor', 'no such command'],
    ['peek', 'needs a regexp'],
    ['top >', 'file behind >'],
    ['focus main', 'focus=main'],
    ['focus', 'focus=REGEXP'],
  ])('%s is refused with what is wrong', (line, reason) => {
    let failure: unknown;
    try {
      parseLine(line, options);
    } catch (error) {
      failure = error instanceof FlamebenchError ? error.failure : error;
    }
    expect(failure).toMatchObject({
      code: 'bad-argument',
      facts: { reason: expect.stringContaining(reason) },
    });
  });
});

describe('an assignment of the shell', () => {
  it.each([
    ['focus=main', 'focus', 'main'],
    ['  focus = a b  ', 'focus', 'a b'],
    ['focus=a=b', 'focus', 'a=b'],
    ['focus=', 'focus', ''],
    ['sort=cum //: [cum | flat]', 'sort', 'cum'],
    ['noinlines', 'noinlines', ''],
    ['lines', 'lines', ''],
  ])('%s', (line, name, value) => {
    expect(parseLine(line, options)).toEqual({ kind: 'set', name, value });
  });

  it('is understood as the list of options writes it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w.*|]+$/), (value) => {
        expect(parseLine(`  focus                     = ${value.padEnd(20)} `, options)).toEqual({
          kind: 'set',
          name: 'focus',
          value,
        });
      }),
    );
  });
});

describe('any line', () => {
  it('is understood or refused, never a defect', () => {
    const words = fc.constantFrom(
      'top',
      'peek',
      '>',
      '-',
      '-cum',
      '=',
      'focus',
      '12',
      '99999999999',
      'é',
      ':',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 6 }), (parts) => {
        try {
          parseLine(parts.join(' '), options);
        } catch (error) {
          expect(error).toBeInstanceOf(FlamebenchError);
        }
      }),
    );
  });
});

describe('a shortcut of the shell', () => {
  const types = [{ type: 'inuse_space', unit: 'bytes' }];

  it('is a sample type, its sum, its mean, or a clearing of filters', () => {
    expect(expandShortcut(' inuse_space ', types)).toEqual(['sample_index=inuse_space']);
    expect(expandShortcut('total_inuse_space', types)).toEqual(['mean=0', 'sample_index=inuse_space']);
    expect(expandShortcut('mean_inuse_space', types)).toEqual(['mean=1', 'sample_index=inuse_space']);
    expect(expandShortcut(':', types)).toEqual(['focus=', 'ignore=', 'hide=', 'tagfocus=', 'tagignore=']);
    expect(expandShortcut(' top 3 ', types)).toEqual(['top 3']);
  });
});
