import { createStartLoad } from '../../main/load/client';
import { createNodeFork } from '../../main/services/node-fork';
import type { LoadPlan } from '../../proto/load';

/** Runs one plan in a load process of its own, as the shipped bundles do, and prints the report. DIST PLAN. */
const [dist = '', plan = ''] = process.argv.slice(2);
createStartLoad(createNodeFork(dist))(JSON.parse(plan) as LoadPlan).report.then(
  (report) => console.log(JSON.stringify({ ...report, intervals: [], completions: [] })),
  (error) => {
    console.error(JSON.stringify(error.failure ?? String(error)));
    process.exitCode = 1;
  },
);
