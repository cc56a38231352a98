import { afterEach, describe, expect, it } from 'vitest';
import type { Run } from '../../../proto/run';
import { record } from '../../../renderer/state/actions/record';
import { openRun } from '../../../renderer/state/actions/runs';
import { tryDemo } from '../../../renderer/state/actions/target';
import { subjectsOf } from '../../../renderer/state/subjects';
import { titleOf } from '../../../renderer/state/tabs';
import { setLanguage } from '../../../renderer/words/words';
import { createTestApp, recordingHost } from './app';

const demo = { slowUrl: 'http://127.0.0.1:1', fastUrl: 'http://127.0.0.1:2', loadPath: '/search' };

describe('what is open when the language changes', () => {
  afterEach(() => setLanguage('en'));

  it('is called and told of in the new one, but for what a person wrote', async () => {
    const runs: Run[] = [];
    const failure = { code: 'connection-lost', subject: demo.fastUrl, facts: {} } as const;
    const recorder = createTestApp({ ...recordingHost(runs), 'demo.start': () => demo });
    await tryDemo(recorder);
    await record(recorder, 'all');
    await recorder.until((s) => s.tabs.length > 0);
    const app = createTestApp(recordingHost(runs));
    runs[0] = { ...runs[0]!, status: 'broken', failure, label: 'my own words' };
    await openRun(app, 'run-1');
    const { tabs } = app.state();
    const texts = () => ({
      titles: tabs.map(({ session }) => titleOf(session)),
      subjects: subjectsOf(app.state()).map(({ title }) => title),
      origins: [...app.state().profiles.values()].map(({ origin }) => origin),
      notes: tabs.flatMap(({ notes }) => notes.map((note) => note())),
    });
    const english = texts();
    expect(english.notes.length).toBeGreaterThan(0);
    setLanguage('zh');
    const chinese = texts();
    for (const [what, before] of Object.entries(english)) {
      const after = chinese[what as keyof typeof chinese];
      expect(after, what).toHaveLength(before.length);
      expect(after.join(' '), what).toMatch(/\p{Script=Han}/u);
      expect(before.join(' '), what).not.toMatch(/\p{Script=Han}/u);
    }
    expect(chinese.notes.join(' ')).not.toMatch(/closed the connection|This run/);
    expect(chinese.titles.join(' ')).toContain('slow');
    setLanguage('en');
    expect(texts()).toEqual(english);
  });
});
