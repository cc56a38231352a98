import { common } from './common';
import { comparison } from './comparison';
import { filters } from './filters';
import { flame } from './flame';
import { graph } from './graph';
import { notes } from './notes';
import { summary } from './summary';
import { tables } from './tables';
import { views } from './views';
import { workspace } from './workspace';

export const en = { common, comparison, filters, flame, graph, notes, summary, tables, views, workspace };
