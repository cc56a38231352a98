import { common } from './common';
import { notes } from './notes';
import { views } from './views';

export const en = { common, notes, views };
