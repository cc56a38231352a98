import { describe, expect, it } from 'vitest';
import { parseServiceUrl } from '../../../main/services/service-url';
import { FlamebenchError } from '../../../proto/errors';

describe('what people type', () => {
  it.each([
    ['localhost:6060', 'http://localhost:6060/', ['http://localhost:6060/debug/pprof/']],
    [' :6060 ', 'http://localhost:6060/', ['http://localhost:6060/debug/pprof/']],
    ['https://example.com', 'https://example.com/', ['https://example.com/debug/pprof/']],
    ['[::1]:80', 'http://[::1]/', ['http://[::1]/debug/pprof/']],
    [
      'http://host:6060/some/prefix',
      'http://host:6060/some/prefix',
      ['http://host:6060/some/prefix/debug/pprof/', 'http://host:6060/debug/pprof/'],
    ],
    [
      'host:1/search?q=x#y',
      'http://host:1/search',
      ['http://host:1/search/debug/pprof/', 'http://host:1/debug/pprof/'],
    ],
    ['host:1/debug/pprof', 'http://host:1/', ['http://host:1/debug/pprof/']],
    ['host:1/debug/pprof/', 'http://host:1/', ['http://host:1/debug/pprof/']],
    ['host:1/debug/pprof/heap?debug=1', 'http://host:1/', ['http://host:1/debug/pprof/']],
    ['http://host/a/b/debug/pprof/profile?seconds=5', 'http://host/a/b/', ['http://host/a/b/debug/pprof/']],
    ['host:1/internal/pprof/', 'http://host:1/internal/', ['http://host:1/internal/pprof/']],
  ])('%j is a service and the folders its profiles may be in', (typed, service, folders) => {
    const parsed = parseServiceUrl(typed);
    expect(parsed.service.href).toBe(service);
    expect(parsed.pprofFolders.map((folder) => folder.href)).toEqual(folders);
  });

  it.each([
    '',
    '   ',
    'ftp://host/',
    'file:///etc/passwd',
    'http://',
    'host:99999',
    'a b',
    'http://u:p@host/',
  ])('%j is refused with a reason', (typed) => {
    const failing = () => parseServiceUrl(typed);
    expect(failing).toThrow(FlamebenchError);
    try {
      failing();
    } catch (error) {
      const { failure } = error as FlamebenchError;
      expect(failure.code).toBe('bad-url');
      expect(failure.facts.reason).toMatch(/^it|^its/);
    }
  });
});
