import { common } from './common';
import { notes } from './notes';
import { views } from './views';
import { workspace } from './workspace';

export const en = { common, notes, views, workspace };
