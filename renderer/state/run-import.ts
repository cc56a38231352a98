import { importCurl } from '../../engine/load/import/curl';
import { importHar } from '../../engine/load/import/har';
import { importUrlList } from '../../engine/load/import/url-list';
import { FlamebenchError } from '../../proto/errors';
import type { LoadTarget } from '../../proto/load';
import { words } from '../words/words';
import { formatHeaders } from './run-fields';
import type { BodyFile, RunForm } from './run-form';

/** Takes requests over from elsewhere into the form. All throw FlamebenchError 'bad-argument' or 'bad-url'. */

/** The form with the request of a curl command, which has to be of the origin that is connected. */
export function withCurl(form: RunForm, command: string, origin: string): RunForm {
  const { request, insecure } = importCurl(command);
  const url = new URL(request.url);
  if (url.origin !== origin) {
    const reason = `it asks ${url.origin}, and the service here is ${origin}`;
    throw new FlamebenchError('bad-argument', 'the curl command', { reason });
  }
  return { ...form, ...requestPart(request), insecure: insecure || form.insecure };
}

/** The form with the requests of a HAR file that go to the origin: the first in its fields, the others as a list. */
export function withHar(form: RunForm, text: string, name: string, origin: string): RunForm {
  const [first, ...others] = importHar(text, name, origin).requests;
  return {
    ...form,
    ...requestPart(first!),
    targets: others.length === 0 ? null : { name, targets: others },
  };
}

/** The form with a list of URLs beside its own request. */
export function withUrlList(form: RunForm, text: string, name: string, origin: string): RunForm {
  return { ...form, targets: { name, targets: importUrlList(text, name, origin) } };
}

function requestPart({ url, method, headers, body, bodyEncoding }: LoadTarget): Partial<RunForm> {
  const { pathname, search } = new URL(url);
  const isAuth = ([name]: readonly [string, string]) => name.toLowerCase() === 'authorization';
  const [, value = ''] = headers.find(isAuth) ?? [];
  const bearer = /^Bearer\s+(.+)$/i.exec(value)?.[1] ?? '';
  return {
    load: true,
    path: pathname + search,
    method,
    // A bearer token has a field of its own; any other authorization stays the header it is.
    headers: formatHeaders(bearer === '' ? headers : headers.filter((header) => !isAuth(header))),
    auth: bearer === '' ? 'none' : 'bearer',
    token: bearer,
    body: bodyEncoding === 'utf8' ? body : '',
    bodyFile: bodyEncoding === 'base64' && body !== '' ? bodyFileOf(body) : null,
  };
}

function bodyFileOf(base64: string): BodyFile {
  return {
    name: words().record.importedBody,
    base64,
    bytes: Math.floor((base64.replace(/=+$/, '').length * 3) / 4),
  };
}
