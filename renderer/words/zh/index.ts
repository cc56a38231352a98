import type { en } from '../en';
import { common } from './common';

export const zh: typeof en = { common };
