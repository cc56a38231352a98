import { z } from 'zod';
import { wrkStats } from '../../../../engine/load/wrk-stats';
import type {
  MainScript,
  ScriptHistogram,
  ScriptOutput,
  ScriptSummary,
  ScriptTask,
  ScriptValue,
  ThreadSetup,
} from '../types';
import { ScriptRealm } from './realm';
import { fromJson, toJson } from './values';

const setupSchema = z.object({
  address: z.string(),
  port: z.number().int().min(1).max(65_535),
  sets: z.array(z.tuple([z.string(), z.unknown()])),
});

/** Loads a JavaScript script for the main state, where `setup` and `done` run. */
export function openJsMain(task: ScriptTask, output: ScriptOutput): MainScript {
  const realm = new ScriptRealm(task, output, () => {});
  const { api, hooks } = realm;
  const json = (globals: ReadonlyMap<string, ScriptValue>) => JSON.stringify(toJson(globals));
  const stats = (histogram: ScriptHistogram) => {
    const { count, max, mean, stdev } = wrkStats(histogram);
    const [values, counts] = [[...histogram.values], [...histogram.counts]];
    return JSON.stringify({ values, counts, total: count, min: values[0] ?? 0, max, mean, stdev });
  };
  return {
    wantsGlobals: hooks.setup !== undefined || hooks.done !== undefined,
    setup: (globals) =>
      globals.map((own): ThreadSetup => {
        const [{ address, port }] = task.addresses;
        const text = realm.watchedOnce(() => api.setup(hooks.setup, address, port, json(own)));
        const chosen = setupSchema.safeParse(JSON.parse(text));
        // The realm's own words, unless the script has changed how things become text there.
        if (!chosen.success) throw realm.fail('it changed what setup() hands on');
        const { sets, ...where } = chosen.data;
        return { address: where, sets: sets.map(([name, value]) => [name, fromJson(value)]) };
      }),
    done: (globals, { durationUs, ...counts }: ScriptSummary, latency, requests) => {
      const { done } = hooks;
      if (done === undefined) return;
      const summary = JSON.stringify({ duration: durationUs, ...counts });
      const all = JSON.stringify(globals.map(toJson));
      realm.watchedOnce(() => api.done(done, all, summary, stats(latency), stats(requests)));
    },
    close: () => {},
  };
}
