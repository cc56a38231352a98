import { describe, expect, it } from 'vitest';
import { sentence } from '../../../engine/advice/sentence';
import { errorCodes } from '../../../proto/errors';

const facts = {
  looksLike: 'an HTML page',
  reason: 'sample 12: location 7 does not exist.',
  limitBytes: 2 ** 30,
  receivedBytes: 1536,
  seconds: 30,
  status: 500,
  text: 'cpu profiling already in use\n',
  host: 'example.org',
  address: '192.0.2.7',
};

describe.each(errorCodes)('%s', (code) => {
  it.each([
    ['all facts', 'cpu.pb.gz', facts],
    ['no facts', 'cpu.pb.gz', {}],
    ['not even a subject', '', {}],
  ])('is one sentence with %s', (_, subject, given) => {
    const text = sentence({ code, subject, facts: given });
    expect(text).toContain(subject);
    expect(text).toMatch(/^[\p{Lu}\p{Ll}].*[^.\s]\.$/u);
    expect(text).not.toMatch(/undefined|NaN|null|\(\)|“”| {2}|\n|\.\./);
  });

  it('says each fact that it knows', () => {
    const plain = sentence({ code, subject: 's', facts: {} });
    const full = sentence({ code, subject: 's', facts });
    expect(full.length).toBeGreaterThanOrEqual(plain.length);
  });
});

it('names the thing and the way on', () => {
  expect(sentence({ code: 'connection-refused', subject: '127.0.0.1:6060', facts: {} })).toBe(
    'Nothing answers at 127.0.0.1:6060: start the service, or check the port.',
  );
  expect(
    sentence({ code: 'not-a-profile', subject: 'page.pb.gz', facts: { looksLike: 'an HTML page' } }),
  ).toBe(
    'page.pb.gz is not a profile but looks like an HTML page: ' +
      'open a file that /debug/pprof/ or a profiler has written.',
  );
  expect(sentence({ code: 'too-large', subject: 'bomb.gz', facts: { limitBytes: 2 ** 30 } })).toBe(
    'bomb.gz is larger than the limit of 1 GB: take a shorter or smaller profile.',
  );
  expect(
    sentence({ code: 'http-status', subject: 'http://h/', facts: { status: 500, text: 'in use\n' } }),
  ).toBe(
    'http://h/ answered with status 500 and the words “in use”: mend what the service complains of, or check the path.',
  );
});

it('keeps foreign words to one line of bounded length', () => {
  const text = sentence({
    code: 'http-status',
    subject: 's',
    facts: { status: 500, text: 'a\r\n\tb '.repeat(1000) },
  });
  expect(text).not.toMatch(/[\r\n\t]/);
  expect(text.length).toBeLessThan(500);
});

it('quotes whole characters, and none that turn the direction of writing', () => {
  const told = (text: string) =>
    sentence({ code: 'http-status', subject: 's', facts: { status: 500, text } });
  expect(told(`${'x'.repeat(239)}\u{1f525}`)).toMatch(/x\ufffd…”/u);
  expect(told('a \ud83d b')).toContain('“a \ufffd b”');
  expect(told('a\u202eb')).toContain('“a b”');
});
