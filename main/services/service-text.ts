import { FlamebenchError } from '../../proto/errors';
import type { HttpResponse } from './http';
import { shownUrl } from './shown-url';

const maxTextLength = 500;

/** The failure for an answer that is not 200, with the service's own words where they are plain text. */
export function statusError(response: HttpResponse): FlamebenchError {
  return new FlamebenchError('http-status', shownUrl(response.url), {
    status: response.status,
    text: response.location === '' ? serviceText(response) : `it redirects to ${response.location}`,
  });
}

/**
 * What a service said in an error's body: plain text only (HTML is for browsers), one line, at most 500
 * characters, nothing in it that could steer a terminal or reorder a line.
 */
export function serviceText(response: Pick<HttpResponse, 'mediaType' | 'body'>): string {
  if (response.mediaType !== 'text/plain' && response.mediaType !== '') return '';
  // Four bytes are the longest character, so this much is enough for any 500.
  const text = new TextDecoder().decode(response.body.subarray(0, 4 * maxTextLength));
  if (response.mediaType === '' && text.trimStart().startsWith('<')) return '';
  return Array.from(
    text
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]+/gu, ' ')
      .replace(/ {2,}/g, ' ')
      .trim(),
  )
    .slice(0, maxTextLength)
    .join('');
}
