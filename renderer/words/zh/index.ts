import type { en } from '../en';
import { changes } from './changes';
import { commands } from './commands';
import { common } from './common';
import { comparison } from './comparison';
import { desk } from './desk';
import { exports } from './export';
import { failures } from './failures';
import { filters } from './filters';
import { flame } from './flame';
import { graph } from './graph';
import { load } from './load';
import { notes } from './notes';
import { record } from './record';
import { report } from './report';
import { screens } from './screens';
import { settings } from './settings';
import { summary } from './summary';
import { tables } from './tables';
import { views } from './views';
import { workspace } from './workspace';

export const zh: typeof en = {
  changes,
  commands,
  common,
  comparison,
  desk,
  exports,
  failures,
  filters,
  flame,
  graph,
  load,
  notes,
  record,
  report,
  screens,
  settings,
  summary,
  tables,
  views,
  workspace,
};
