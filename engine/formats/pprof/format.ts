import type { Format } from '../types';
import { decodeInParts, decodePprof } from './decode';
import { profileField } from './fields';

/**
 * Wire types that the profile's own fields may have, by field number: 2 (bytes), 0 (number), or both for
 * the comments, which may come packed.
 */
const allowed: Readonly<Record<number, readonly number[]>> = {
  [profileField.sampleType]: [2],
  [profileField.sample]: [2],
  [profileField.mapping]: [2],
  [profileField.location]: [2],
  [profileField.function]: [2],
  [profileField.stringTable]: [2],
  [profileField.dropFrames]: [0],
  [profileField.keepFrames]: [0],
  [profileField.timeNanos]: [0],
  [profileField.durationNanos]: [0],
  [profileField.periodType]: [2],
  [profileField.period]: [0],
  [profileField.comment]: [0, 2],
  [profileField.defaultSampleType]: [0],
  [profileField.docUrl]: [0],
};

export const pprofFormat: Format = {
  id: 'pprof',
  label: 'pprof profile',
  recognise,
  read: decodePprof,
  readInParts: decodeInParts,
};

/** Fields looked at: enough to tell other binary files, few enough to report damage further on as damage. */
const fieldsLookedAt = 4;

/**
 * pprof files have no magic number, so the first fields of the message tell: each must be one of the schema
 * with a wire type it has there. A newline, a digit and a double quote are such tags too, hence the look at
 * whether all of it is text.
 */
function recognise(bytes: Uint8Array): 'no' | 'yes' {
  if (bytes.length < 2 || looksLikeText(bytes)) return 'no';
  let pos = 0;
  for (let i = 0; i < fieldsLookedAt && pos < bytes.length; i++) {
    const tag = bytes[pos++]!;
    if (tag > 127 || !allowed[tag >> 3]?.includes(tag & 7)) return 'no';
    let length = 0;
    let scale = 1;
    let byte = 128;
    for (let n = 0; byte > 127 && n < 10; n++) {
      byte = pos < bytes.length ? bytes[pos++]! : 0;
      length += (byte & 127) * scale;
      scale *= 128;
    }
    if ((tag & 7) === 2) pos += length;
  }
  return 'yes';
}

/** True when the first bytes are printable characters and white space only. */
function looksLikeText(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, 64);
  for (let i = 0; i < end; i++) {
    const byte = bytes[i]!;
    if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) return false;
  }
  return true;
}
