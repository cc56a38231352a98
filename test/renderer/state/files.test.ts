import { describe, expect, test } from 'vitest';
import { FlamebenchError } from '../../../proto/errors';
import { openDropped } from '../../../renderer/state/actions/dropped';
import {
  cancelOpening,
  chooseFiles,
  close,
  compareProfiles,
  openComparison,
  openFiles,
  openRecent,
  saveFile,
  swapSides,
} from '../../../renderer/state/actions/profiles';
import { refreshRecent } from '../../../renderer/state/actions/recent';
import { titleOf } from '../../../renderer/state/tabs';
import { wire } from '../../../renderer/state/wire';
import { createTestApp, profileBytes } from './app';

const file = (name: string) => ({ name, bytes: profileBytes() });
/** Bytes are given to the engine, so each opening needs its own. */
const broken = () => ({ name: 'page.html', bytes: new TextEncoder().encode('<html>no profile</html>') });

describe('opening files', () => {
  test('gives each a tab and shows the first', async () => {
    const app = createTestApp({});
    await openFiles(app, [file('a.pb'), file('b.pb')]);
    const { tabs, screen, openings } = app.state();
    expect(tabs.map((t) => titleOf(t.session))).toEqual(['a.pb', 'b.pb']);
    expect(screen).toEqual({ kind: 'tab', id: tabs[0]!.id });
    expect(openings).toEqual([]);
  });

  test('tells of the one that cannot be read and opens the others', async () => {
    const app = createTestApp({});
    await openFiles(app, [file('a.pb'), broken(), file('b.pb')]);
    const { tabs, notices, openings } = app.state();
    expect(tabs.map((t) => titleOf(t.session))).toEqual(['a.pb', 'b.pb']);
    expect(notices.map((n) => n.failure)).toMatchObject([{ code: 'not-a-profile', subject: 'page.html' }]);
    expect(openings).toEqual([]);
  });

  test('a dismissed dialog changes nothing, a failing one says so', async () => {
    const app = createTestApp({ 'file.open': () => [] });
    await chooseFiles(app);
    expect(app.state()).toMatchObject({ tabs: [], notices: [], screen: { kind: 'start' } });
    const failing = createTestApp({
      'file.open': () => {
        throw new FlamebenchError('permission-denied', '/secret.pb');
      },
    });
    await chooseFiles(failing);
    expect(failing.state().notices[0]!.failure).toMatchObject({ code: 'permission-denied' });
  });
});

describe('the list of recent files', () => {
  const listing = () => {
    const listed: string[] = ['old'];
    const told: unknown[] = [];
    const entry = (id: string) => ({ id, name: `${id}.pb`, folder: '/' });
    const app = createTestApp({
      'recent.list': () => listed.map(entry),
      'recent.told': ({ id, isRead }) => {
        told.push([id, isRead]);
        listed.splice(0, listed.length, ...(isRead ? [id] : []), ...listed.filter((each) => each !== id));
        return null;
      },
      'recent.open': ({ id }) => ({ ...broken(), id }),
    });
    return { app, told };
  };

  test('gets what could be read, and nothing else', async () => {
    const { app, told } = listing();
    await openFiles(app, [{ ...broken(), id: 'page' }]);
    await openFiles(app, [{ ...file('a.pb'), id: 'a' }, file('b.pb')]);
    await app.until(({ recent }) => recent.length === 2);
    expect(told).toEqual([
      ['page', false],
      ['a', true],
    ]);
    expect(app.state().recent.map(({ id }) => id)).toEqual(['a', 'old']);
  });

  test('loses one that cannot be read any more, and a sentence says why', async () => {
    const { app } = listing();
    await refreshRecent(app);
    await openRecent(app, 'old', 'old.pb');
    await app.until(({ recent }) => recent.length === 0);
    expect(app.state().notices.map((n) => n.failure.code)).toEqual(['not-a-profile']);
  });

  test('is left alone by what somebody stopped', async () => {
    const { app, told } = listing();
    const opening = openFiles(app, [{ ...file('a.pb'), id: 'a' }]);
    cancelOpening(app.state().openings[0]!.id);
    await opening;
    expect([app.state().tabs, told]).toEqual([[], []]);
  });
});

describe('what is dropped on the window', () => {
  const dropped = (name: string, read: () => Promise<Uint8Array>, isFolder = false) => ({
    name,
    isFolder,
    read,
    id: Promise.resolve(undefined),
  });
  const gone = () => Promise.reject(new DOMException('could not be found', 'NotFoundError'));
  const locked = () => Promise.reject(new DOMException('could not be read', 'NotReadableError'));

  test('is opened, and what cannot be says why and hinders nothing', async () => {
    const app = createTestApp({});
    await openDropped(app, [
      dropped('a.pb', async () => profileBytes()),
      dropped('runs', gone, true),
      dropped('gone.pb', gone),
      dropped('locked.pb', locked),
      dropped('b.pb', async () => profileBytes()),
    ]);
    expect(app.state().tabs.map((t) => titleOf(t.session))).toEqual(['a.pb', 'b.pb']);
    expect(app.state().notices.map(({ failure: { code, subject } }) => [code, subject])).toEqual([
      ['bad-argument', 'runs'],
      ['file-not-found', 'gone.pb'],
      ['permission-denied', 'locked.pb'],
    ]);
  });
});

describe('two files to be compared', () => {
  test('become one tab, in the order given', async () => {
    const app = createTestApp({});
    await openComparison(app, { before: file('new.pb'), after: file('old.pb') });
    expect(app.state().tabs.map((t) => titleOf(t.session))).toEqual(['new.pb → old.pb']);
    expect(app.state().screen).toEqual({ kind: 'tab', id: app.state().tabs[0]!.id });
  });

  test('of which one cannot be read leave the other, and say so', async () => {
    const app = createTestApp({});
    await openComparison(app, { before: broken(), after: file('b.pb') });
    expect(app.state().tabs.map((t) => titleOf(t.session))).toEqual(['b.pb']);
    expect(app.state().notices.map((n) => n.failure.subject)).toEqual(['page.html']);
    await openComparison(app, { before: broken(), after: broken() });
    expect(app.state().tabs).toHaveLength(1);
  });
});

test('two open profiles become a comparison, which can be turned round', async () => {
  const app = createTestApp({});
  await openFiles(app, [file('a.pb'), file('b.pb')]);
  const [a, b] = [...app.state().profiles.values()];
  compareProfiles(app, a!, b!);
  const comparison = app.state().tabs[2]!;
  expect(app.state().screen).toEqual({ kind: 'tab', id: comparison.id });
  swapSides(app, comparison.id);
  expect(titleOf(app.state().tabs[2]!.session)).toBe('b.pb → a.pb');
});

test('closing the last tab of a profile frees it in the engine', async () => {
  const app = createTestApp({});
  await openFiles(app, [file('a.pb'), file('b.pb')]);
  const [a, b] = app.state().tabs;
  const [first] = [...app.state().profiles.values()];
  const { profileId } = first!.info;
  close(app, a!.id);
  await expect(app.engine.call('flame', { profileId, sampleIndex: 0 })).rejects.toMatchObject({
    failure: { code: 'bad-argument' },
  });
  expect(app.state().screen).toEqual({ kind: 'tab', id: b!.id });
  expect(app.state().profiles.size).toBe(1);
});

test('a picture that cannot be saved says why', async () => {
  const app = createTestApp({
    'file.save': ({ suggestedName }) => {
      throw new FlamebenchError('disk-full', suggestedName);
    },
  });
  await saveFile(app, 'flame.svg', new Uint8Array(1));
  expect(app.state().notices[0]!.failure).toMatchObject({ code: 'disk-full', subject: 'flame.svg' });
});

test('of very many failures the last fifty stand', async () => {
  const app = createTestApp({});
  for (let i = 0; i < 53; i++) await openFiles(app, [{ ...broken(), name: `${i}` }]);
  const stand = app.state().notices.map((n) => n.failure.subject);
  expect(stand).toHaveLength(50);
  expect([stand[0], stand.at(-1)]).toEqual(['3', '52']);
});

describe('the window', () => {
  const answers = {
    'app.info': () => ({ version: '1', electron: '', libraryPath: '/runs', selfTest: false }),
    'library.list': () => [],
    'desk.load': () => '',
    'recent.list': () => [],
  };

  test('opens files it is handed and forwards the menu’s commands', async () => {
    const app = createTestApp(answers);
    const commands: string[] = [];
    const stop = wire(app, (command) => commands.push(command));
    app.host.emit('file.opened', file('named.pb'));
    app.host.emit('menu.command', 'find');
    await app.until((s) => s.tabs.length === 1 && s.info !== null);
    expect(app.state().runs).toEqual([]);
    expect(commands).toEqual(['find']);
    app.host.emit('file.failed', { code: 'file-not-found', subject: '/gone.pb', facts: {} });
    expect(app.state().notices.map(({ failure }) => failure.subject)).toEqual(['/gone.pb']);
    stop();
    app.host.emit('menu.command', 'connect');
    expect(app.state().screen.kind).toBe('tab');
  });

  test('survives the analysis: tabs close, one sentence says so, files open again', async () => {
    const app = createTestApp(answers);
    wire(app, () => {});
    await openFiles(app, [file('a.pb')]);
    app.crashEngine();
    expect(app.state()).toMatchObject({ tabs: [], screen: { kind: 'start' } });
    expect(app.state().notices).toHaveLength(1);
    await openFiles(app, [file('a.pb')]);
    expect(app.state().tabs).toHaveLength(1);
  });
});
