import type { en } from '../en';
import { common } from './common';
import { filters } from './filters';
import { notes } from './notes';
import { views } from './views';
import { workspace } from './workspace';

export const zh: typeof en = { common, filters, notes, views, workspace };
