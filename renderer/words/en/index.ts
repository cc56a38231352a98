import { common } from './common';
import { notes } from './notes';

export const en = { common, notes };
