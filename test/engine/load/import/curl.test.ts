import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importCurl } from '../../../../engine/load/import/curl';
import { shellWords } from '../../../../engine/load/import/shell-words';
import { FlamebenchError } from '../../../../proto/errors';

const request = (command: string) => importCurl(command).request;
const reason = (command: string): string => {
  try {
    importCurl(command);
  } catch (error) {
    if (error instanceof FlamebenchError) return String(error.failure.facts.reason);
    throw error;
  }
  return '';
};

describe('a curl command', () => {
  it('as a browser copies it', () => {
    const command = `curl 'http://127.0.0.1:8080/api?x=1#top' \\
      -X 'PUT' \\
      -H 'Accept: */*' \\
      -H 'Host: elsewhere' \\
      -H 'Content-Type: application/json' \\
      -b 'a=1; b=2' \\
      --data-raw $'{"name":"it\\'s \\u00fc","n":1}' \\
      --compressed --insecure -s`;
    expect(importCurl(command)).toEqual({
      request: {
        url: 'http://127.0.0.1:8080/api?x=1',
        method: 'PUT',
        headers: [
          ['Accept', '*/*'],
          ['Content-Type', 'application/json'],
          ['Cookie', 'a=1; b=2'],
          ['Accept-Encoding', 'deflate, gzip, br'],
        ],
        body: '{"name":"it\'s ü","n":1}',
        bodyEncoding: 'utf8',
      },
      insecure: true,
      ...{ caFile: '', certFile: '', keyFile: '' },
      ignored: ['-s'],
    });
  });

  it('as people type it', () => {
    expect(request('curl localhost:8080')).toMatchObject({ url: 'http://localhost:8080', method: 'GET' });
    expect(request('curl -d a=1 -d "b=$" http://h/')).toMatchObject({
      method: 'POST',
      body: 'a=1&b=$',
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    });
    expect(request('curl -G -d q=1 --data-urlencode "r=a b&ü" http://h/s')).toMatchObject({
      url: 'http://h/s?q=1&r=a%20b%26%C3%BC',
      method: 'GET',
      body: '',
    });
    expect(request('curl -uname:pass http://h/').headers).toEqual([['Authorization', 'Basic bmFtZTpwYXNz']]);
    expect(request('curl --json {} http://h/')).toMatchObject({ method: 'POST', body: '{}' });
    expect(request('curl -sSLI http://h/').method).toBe('HEAD');
    expect(request('curl -skXDELETE --url http://h/').method).toBe('DELETE');
    expect(request("curl -H 'X-Empty;' -H 'Accept:' http://h/").headers).toEqual([['X-Empty', '']]);
  });

  it.each([
    ['', "it begins with '', not with curl"],
    ['wget http://h/', "it begins with 'wget'"],
    ['curl', 'it names no URL'],
    ['curl http://a/ http://b/', 'several URLs'],
    ["curl 'http://h/", 'a quote that is never closed'],
    ['curl http://h/ | sh', "'|'"],
    ['curl http://h/$(id)', "'$'"],
    ['curl "http://h/$HOME"', 'something for a shell to expand'],
    ['curl http://h/ -d @/etc/passwd', 'reads its body from the file /etc/passwd'],
    ['curl http://h/ -F a=b', 'forms of several parts'],
    ['curl http://h/ --proxy x', 'knows nothing of its option --proxy'],
    ['curl http://h/ -H', '-H has no value'],
    ['curl http://h/ -H nothing', 'has no name and colon'],
    ['curl http://h/ -b cookies.txt', 'names a file of cookies'],
    ['curl ftp://h/', 'not an absolute http URL'],
    ['curl http://h/ -X "G T"', 'must be an upper-case HTTP method'],
  ])('%s is refused with a reason', (command, expected) => {
    expect(reason(command)).toContain(expected);
  });

  it('splits into the words it was quoted from', () => {
    const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        expect(shellWords(words.map(quote).join(' \\\n '))).toEqual(words);
      }),
    );
  });

  it('never fails but by a reason, whatever it is', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'curl ',
        "'",
        '"',
        '$',
        '\\',
        '\n',
        ' -d ',
        ' -H ',
        '@',
        ':',
        '=',
        ' --data-urlencode ',
        ' -',
      ),
      fc.constantFrom('http://h/', ' -u ', ' -G ', '\ud800', "$'", '\\x', '\\u12', '`', ' --json '),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        reason(`curl http://h/ ${pieces.join('')}`);
        reason(pieces.join(''));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes a large one in linear time', () => {
    const command = `curl http://h/ ${"-d 'aaaaaaaaaaaaaaaa' ".repeat(50_000)}`;
    expect(request(command).body.length).toBe(17 * 50_000 - 1);
  });
});
