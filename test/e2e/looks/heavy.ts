import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { millionProfile } from '../../bench/million';
import { repository } from '../../helpers/sources';
import { describeWindow, launchApp, type RunningApp, scratchFolder } from '../app';
import { prepareAudit } from './audit';
import { writeNativeProfile } from './native';
import { allLooks, lookAtViews } from './tour';
import { compare, showTab } from './workbench';

/** A million samples on a busy machine. */
const patienceMs = 240_000;
const patiently = 900_000;

interface Looked {
  readonly name: string;
  readonly files: (folder: string) => readonly string[] | Promise<readonly string[]>;
  readonly singles: readonly string[];
  readonly pairs: readonly (readonly [string, string])[];
}

const fixture = (name: string) => join(repository, 'test/fixtures', name);

/** What takes long to open or to make: a million samples; and what programs that really ran left behind. */
const heavy: readonly Looked[] = [
  {
    name: 'real profiles',
    files: async (folder) => [
      ...['go-cpu.pb.gz', 'go-heap.pb.gz', 'v8/node.cpuprofile', 'goroutine-dump/debug2.txt'].map(fixture),
      await writeNativeProfile(folder),
    ],
    singles: ['native.pb', 'go-cpu.pb.gz', 'go-heap.pb.gz', 'node.cpuprofile', 'debug2.txt'],
    pairs: [['go-cpu.pb.gz', 'node.cpuprofile']],
  },
  {
    name: 'a million samples',
    files: () => [millionProfile(), millionProfile(1)],
    singles: ['million-1.pb'],
    pairs: [['million-1.pb', 'million-1-1.pb']],
  },
];

/** Tests of what is looked at only with everything. */
export function describeHeavyLooks(): void {
  for (const { name, files, singles, pairs } of heavy) {
    describeWindow(`the looks of ${name}`, () => {
      const scratch = scratchFolder();
      let running: RunningApp;
      beforeAll(async () => {
        const paths = await files(scratch.folder);
        running = await launchApp(scratch.folder, paths);
        running.page.setDefaultTimeout(patienceMs);
        // What comes last comes to the front.
        for (const path of paths) {
          await running.page.getByRole('tab', { name: basename(path), exact: true }).waitFor();
        }
        await prepareAudit(running.page);
      }, patiently);
      afterAll(async () => {
        await running?.close();
        scratch.remove();
      });
      for (const subject of singles) {
        it(
          `of ${subject}`,
          async () => {
            await showTab(running.page, subject);
            expect(await lookAtViews(running, { subject, looks: allLooks })).toEqual([]);
          },
          patiently,
        );
      }
      for (const [before, after] of pairs) {
        it(
          `of ${before} against ${after}`,
          async () => {
            await compare(running.page, before, after);
            const subject = `${before} → ${after}`;
            expect(await lookAtViews(running, { subject, looks: allLooks })).toEqual([]);
          },
          patiently,
        );
      }
      it('leaves no complaint behind', () => {
        expect(running.complaints).toEqual([]);
      });
    });
  }
}
