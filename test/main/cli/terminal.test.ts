import { describe, expect, it } from 'vitest';
import { alignRows } from '../../../main/cli/table';
import { createTerminal, harmless } from '../../../main/cli/terminal';

function recorded(isTTY: boolean, columns = 40) {
  const written: string[] = [];
  return { stream: { write: (text: string) => written.push(text), isTTY, columns }, written };
}

describe('the terminal', () => {
  it('writes colour to a TTY, and none to a pipe or under NO_COLOR', () => {
    const painted = (isTTY: boolean, env: Record<string, string>) => {
      const { stream } = recorded(isTTY);
      return createTerminal(stream, stream, env).paint.bold('x');
    };
    expect(painted(true, {})).toBe('\u001b[1mx\u001b[22m');
    expect(painted(false, {})).toBe('x');
    expect(painted(true, { NO_COLOR: '1' })).toBe('x');
    expect(painted(true, { NO_COLOR: '' })).toBe('\u001b[1mx\u001b[22m');
    expect(painted(true, { TERM: 'dumb' })).toBe('x');
  });

  it('shows the status where somebody watches, within one line, and clears it before a result', () => {
    const out = recorded(true);
    const err = recorded(true, 10);
    const terminal = createTerminal(out.stream, err.stream, {});
    terminal.status('a status too long for it');
    terminal.out('result');
    terminal.status('');
    expect(err.written.join('')).toBe('a status \r\u001b[K');
    expect(out.written.join('')).toBe('result\n');
  });

  it('says nothing of the status into a pipe', () => {
    const { stream, written } = recorded(false);
    const terminal = createTerminal(stream, stream, {});
    terminal.status('working');
    terminal.note('done');
    expect(written).toEqual(['done\n']);
  });
});

describe('names that command a terminal', () => {
  const name = 'a\u001b[2J\u001b]0;title\u0007\u202eb\u009b1m\u001b[31mred\u001b[39m\tc';
  const seen = 'a␛[2J␛]0;title␇\ufffdb\ufffd1m\u001b[31mred\u001b[39m\tc';

  it('are shown harmless to a person, with the colours that are ours', () => {
    expect(harmless(name)).toBe(seen);
    const { stream, written } = recorded(true);
    const terminal = createTerminal(stream, stream, {});
    terminal.out(name);
    terminal.write(`${name}\n`);
    terminal.note(name);
    expect(written).toEqual([`${seen}\n`, `${seen}\n`, `${seen}\n`]);
  });

  it('go into a pipe as they are', () => {
    const { stream, written } = recorded(false);
    createTerminal(stream, stream, {}).write(name);
    expect(written).toEqual([name]);
  });
});

describe('alignRows', () => {
  it('aligns the first column left and the others right', () => {
    expect(
      alignRows([
        ['', 'a', 'bb'],
        ['slow', '100', '2'],
      ]),
    ).toEqual(['        a  bb', 'slow  100   2']);
    expect(alignRows([])).toEqual([]);
  });
});
