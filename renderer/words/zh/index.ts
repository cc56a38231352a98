import type { en } from '../en';
import { common } from './common';
import { notes } from './notes';

export const zh: typeof en = { common, notes };
