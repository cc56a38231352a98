import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withLuaJitEscapes } from '../../../../main/load/script/lua/escapes';
import { failureOf } from '../helpers';
import { open, taskOf } from './helpers';

describe("LuaJIT's escapes in strings", () => {
  it.each([
    ['"\\x41\\xff1"', '"\\065\\2551"'],
    ["'\\u{fc}'", "'\\195\\188'"],
    ['"a\\z  \n\n  b" c', '"ab"\n\n c'],
    ['"\\\\x41" --"\\x41"', '"\\\\x41" --"\\x41"'],
    [
      '[[\\x41]] [=[ ]] \\x41]=] --[[ "\\x41" ]] "\\x41"',
      '[[\\x41]] [=[ ]] \\x41]=] --[[ "\\x41" ]] "\\065"',
    ],
    ['"it\'s \\x41" \'"\\x41\'', '"it\'s \\065" \'"\\065\''],
    ['"\\xZZ"', '"\\xZZ"'],
  ])('%j becomes %j', (source, expected) => {
    expect(withLuaJitEscapes(source)).toBe(expected);
  });

  it('mean what they mean in LuaJIT, and errors keep their lines', async () => {
    const { printed } = await open(taskOf('print(#"\\x00\\xff", ("\\u{42}"):byte(), "a\\z\n   b")'));
    expect(printed().split('\n')[0]).toBe('2\t66\tab');
    const wrong = taskOf('x = "a\\z\n\n b"\nerror("here")');
    expect((await failureOf(open(wrong))).facts.reason).toBe('line 4: here');
  });

  it('leave everything else as it is, in linear time', () => {
    fc.assert(
      fc.property(fc.string(), (source) => {
        if (!/\\[xzu]/.test(source)) expect(withLuaJitEscapes(source)).toBe(source);
        else withLuaJitEscapes(source);
      }),
    );
    const long = `"${'\\x41'.repeat(100_000)}" --[[ ${'['.repeat(100_000)}`;
    const began = process.cpuUsage();
    withLuaJitEscapes(long);
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(2000);
  });
});
