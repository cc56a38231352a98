import type { LoadTarget } from '../../../proto/load';
import { loadLimits } from '../../../proto/load';
import { type HttpUrl, httpUrl, parseHttpUrl } from './http-url';
import { badImport, importedRequest } from './request';

const methodAndUrl = /^(?:([A-Za-z]{1,20})[ \t]+)?(\S+)$/;

/**
 * Takes over a list of URLs: one a line, absolute or a path of the target, with a method before it if it is not
 * GET. Empty lines and those that begin with # are left out.
 *
 * @param name the file's, for the sentence
 * @param base the target's URL, absolute: paths are of its origin; '' = that of the first line
 * @throws FlamebenchError 'bad-argument' with the line, 'bad-url' for `base`
 */
export function importUrlList(text: string, name: string, base: string): LoadTarget[] {
  const requests: LoadTarget[] = [];
  let origin = base === '' ? '' : httpUrl(base).origin;
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  for (const [i, line] of lines.entries()) {
    const content = line.trim();
    if (content === '' || content.startsWith('#')) continue;
    const subject = `line ${i + 1} of ${name}`;
    const [, method = 'GET', written = ''] = methodAndUrl.exec(content) ?? [];
    if (written === '')
      throw badImport(subject, `'${content.slice(0, 60)}' is no URL, path, or method and URL`);
    const url = absolute(written, origin, subject);
    origin ||= url.origin;
    if (url.origin !== origin) {
      throw badImport(subject, `${url.origin} is not ${origin}, and a load drives one of them`);
    }
    if (requests.length === loadLimits.targets)
      throw badImport(name, `it has more than ${loadLimits.targets} URLs`);
    requests.push(
      importedRequest(subject, { url: url.href, method: method.toUpperCase(), headers: [], body: '' }),
    );
  }
  if (requests.length === 0) throw badImport(name, 'it holds no URL');
  return requests;
}

function absolute(written: string, origin: string, subject: string): HttpUrl {
  if (!/^https?:/i.test(written) && !written.startsWith('/')) {
    throw badImport(subject, `'${written.slice(0, 60)}' begins neither with http nor with /`);
  }
  if (written.startsWith('/') && origin === '') {
    throw badImport(subject, 'it is a path, and no URL before it says of what');
  }
  // A path that begins with two slashes is not a host's name here.
  const url = parseHttpUrl(written.startsWith('/') ? origin + written : written);
  if (url === null) throw badImport(subject, `'${written.slice(0, 60)}' is not a URL`);
  return url;
}
