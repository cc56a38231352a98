import { common } from './common';
import { filters } from './filters';
import { notes } from './notes';
import { views } from './views';
import { workspace } from './workspace';

export const en = { common, filters, notes, views, workspace };
