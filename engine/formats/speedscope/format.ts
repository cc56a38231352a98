import { bothEnds, isJsonObject } from '../../wire/json';
import type { Format } from '../types';
import { readSpeedscope, readSpeedscopeInParts } from './read';

export const speedscopeFormat: Format = {
  id: 'speedscope',
  label: 'speedscope JSON',
  recognise: (bytes) =>
    isJsonObject(bytes) && bothEnds(bytes).includes('speedscope.app/file-format-schema.json') ? 'yes' : 'no',
  read: readSpeedscope,
  readInParts: readSpeedscopeInParts,
};
