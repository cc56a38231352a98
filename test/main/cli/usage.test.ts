import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { verbs } from '../../../main/cli/verbs';
import { version } from '../../../main/version';
import { cli } from './capture-cli';

describe('the command line', () => {
  it('says of a file in place of a verb how to see it', async () => {
    const { status, err } = await cli([fileURLToPath(import.meta.url)]);
    expect(status).toBe(2);
    expect(err).toContain('is a file: flamebench open shows it');
  });

  it('tells its version', async () => {
    expect(await cli(['--version'])).toEqual({ status: 0, out: `flamebench ${version}\n`, err: '' });
  });

  it('lists every verb under --help', async () => {
    const { status, out, err } = await cli(['--help']);
    expect({ status, err }).toEqual({ status: 0, err: '' });
    for (const { names } of verbs) expect(out).toMatch(new RegExp(`^  ${names[0]}\\b`, 'm'));
  });

  it.each(verbs)('explains $names.0 and every option of it', async ({ names: [name], load }) => {
    const verb = await load();
    expect(verb.name).toBe(name);
    const { status, out } = await cli([name, '--help']);
    expect(status).toBe(0);
    expect(out).toMatch(new RegExp(`^usage:\\s[^]*?flamebench ${name}\\b`));
    for (const option of Object.keys(verb.options)) expect(out).toContain(`--${option}`);
    expect(await cli(['help', name])).toEqual({ status, out, err: '' });
  });

  it.each([
    [['fly'], "'fly' is no verb"],
    [['top'], 'expected FILE, got 0 operands'],
    [['top', 'a', 'b'], 'expected FILE, got 2 operands'],
    [['diff'], 'expected BASE NEW'],
    [['top', 'a', '--rows'], "Unknown option '--rows'"],
    [['top', 'a', '-n', '0'], '--number must be a whole number from 1'],
    [['top', 'a', '-n', 'many'], "not 'many'"],
    [['top', 'a', '--profile', 'trace'], '--profile must be one of cpu, heap'],
    [['demo', '--seconds', '61'], '--seconds must be a whole number from 1 to 60'],
    [['demo', 'here'], 'expected no operands'],
    [['flame', 'a', 'b.png'], "'b.png' must end in .svg"],
    [['record', 'x', '--profiles', 'cpu,trace'], "not 'trace'"],
    [['record', 'x', '--seconds', '1.5'], '--seconds must be a whole number'],
    [['pprof', '-__proto__=1', '-top', 'a'], 'there is no flag -__proto__'],
    [['pprof', '-toString', 'a'], 'there is no flag -toString'],
  ])('refuses %j with status 2 and one line', async (argv, words) => {
    const { status, out, err } = await cli(argv);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(words);
    expect(err.trimEnd()).not.toContain('\n');
  });
});
