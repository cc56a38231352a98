import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { AppContext } from '../../../renderer/screens/app-context';
import { Connect } from '../../../renderer/screens/connect';
import { Notices } from '../../../renderer/screens/notices';
import { Record } from '../../../renderer/screens/record';
import { Start } from '../../../renderer/screens/start';
import { Strip } from '../../../renderer/screens/strip';
import { emptyHistory } from '../../../renderer/state/live-history';
import { type AppState, initialState, type Recording } from '../../../renderer/state/model';
import { createTestApp, preflightOf, target } from '../state/app';
import { openProfile } from '../state/profiles';

/** A screen over a state, as markup. */
function html(screen: ReactNode, state: Partial<AppState>): string {
  return renderToStaticMarkup(<AppContext value={createTestApp({}, state)}>{screen}</AppContext>);
}

/** Words of buttons, with '(off)' where disabled. */
function buttons(markup: string): string[] {
  return [...markup.matchAll(/<button([^>]*)>(.*?)<\/button>/g)].map(
    ([, attributes, inside]) =>
      inside!.replace(/<[^>]+>/g, '') + (attributes!.includes('disabled=""') ? ' (off)' : ''),
  );
}

const run = {
  id: 'r1',
  createdAt: '2026-01-01T00:00:00Z',
  label: 'before',
  status: 'whole' as const,
  variants: [''],
  rounds: 1,
  pprofUrl: 'http://127.0.0.1:6060/debug/pprof/',
  kinds: ['cpu' as const],
  requests: 10,
  requestsPerSecond: 1234,
  p99: 12.3,
};

describe('start', () => {
  test('offers three ways in', () => {
    expect(buttons(html(<Start />, {}))).toEqual(['Try the demo', 'Connect', 'Open…']);
  });

  test('cannot start the demo twice', () => {
    expect(buttons(html(<Start />, { demoStarting: true }))[0]).toBe('Try the demo (off)');
  });

  test('lists runs, and compares when two are ticked', () => {
    const runs = [run, { ...run, id: 'r2', label: '', requests: 0 }];
    const one = html(<Start />, { runs, picked: ['r1'] });
    expect(buttons(one)).toEqual([
      'Try the demo',
      'Connect',
      'Open…',
      'Compare (1 of 2 ticked) (off)',
      'before',
      '127.0.0.1:6060',
    ]);
    expect(one).toContain('1,234');
    expect(one.match(/checked=""/g)).toHaveLength(1);
    expect(buttons(html(<Start />, { runs, picked: ['r1', 'r2'] }))).toContain('Compare the two');
  });

  test('asks which side of a ticked run of two is compared', () => {
    const runs = [
      { ...run, variants: ['slow', ''] },
      { ...run, id: 'r2' },
    ];
    expect(html(<Start />, { runs })).not.toContain('<select');
    const ticked = html(<Start />, { runs, picked: ['r1', 'r2'], pickedSides: { r1: 1 } });
    expect(ticked.match(/<select/g)).toHaveLength(1);
    expect(ticked).toContain('aria-label="Side of before to compare"');
    expect(ticked).toMatch(/<option value="0">slow<\/option><option value="1" selected="">B</);
  });

  test('says of a run in which nothing was captured what there is of it, and compares it with none', () => {
    const bare = html(<Start />, { runs: [{ ...run, kinds: [], status: 'broken' }] });
    expect(buttons(bare)).toContain('before');
    expect(bare).toMatch(/<input type="checkbox"[^>]* disabled=""/);
    expect(bare).toContain('It ended before a profile was whole');
  });

  test('says what an empty library is for, and why a broken one is not shown', () => {
    expect(html(<Start />, { runs: [] })).toContain('What you record is kept here');
    const failure = { code: 'permission-denied', subject: '/runs', facts: {} } as const;
    const broken = html(<Start />, { runs: [], runsFailure: failure });
    expect(broken).toContain('role="alert"');
    expect(broken).toContain('/runs');
    expect(buttons(broken)).toContain('Try again');
  });

  test('shows the newest runs of a long list, the rest on demand', () => {
    const runs = Array.from({ length: 25 }, (_, i) => ({ ...run, id: `r${i}`, label: `run ${i}` }));
    const shown = buttons(html(<Start />, { runs }));
    expect(shown).toContain('run 9');
    expect(shown).not.toContain('run 10');
    expect(shown).toContain('Show all 25 runs');
  });
});

describe('connect', () => {
  const connect = { url: 'localhost:6060', probing: false, failure: null };

  test('needs an address', () => {
    expect(buttons(html(<Connect />, {}))).toEqual(['Connect (off)']);
    expect(buttons(html(<Connect />, { connect }))).toEqual(['Connect']);
  });

  test('can be cancelled while it looks, and says where it failed', () => {
    const probing = html(<Connect />, { connect: { ...connect, probing: true } });
    expect(buttons(probing)).toEqual(['Cancel']);
    expect(probing).toContain('role="status"');
    const failure = { code: 'connection-refused', subject: 'localhost:6060', facts: {} } as const;
    expect(html(<Connect />, { connect: { ...connect, failure } })).toContain('role="alert"');
  });
});

describe('record', () => {
  const setup = { targets: [{ name: '', target }], demo: false, lastRun: '' };
  const demo = {
    targets: [
      { name: 'slow', target },
      { name: 'fast', target },
    ],
    demo: true,
    lastRun: '',
  };
  const recording: Recording = {
    id: 'x',
    turns: ['slow', 'fast'],
    secondsEach: 6,
    intended: false,
    progress: null,
    history: emptyHistory,
    preflights: [],
    cancelling: false,
  };
  test('has one button for one target and two for the demo', () => {
    expect(buttons(html(<Record />, { setup })).at(-1)).toBe('Record');
    expect(buttons(html(<Record />, { setup: demo })).slice(-2)).toEqual(['Record both', 'Record']);
  });

  test('stands beside the command line that does the same', () => {
    expect(html(<Record />, { setup })).toContain('flamebench record http://127.0.0.1:6060/');
    expect(html(<Record />, { setup: demo })).toContain(
      '--against http://127.0.0.1:6060/ \\\n  --against-name fast',
    );
  });

  test('has a section for TLS only where the service speaks it', () => {
    const https = { ...target, serviceUrl: 'https://127.0.0.1/' };
    expect(html(<Record />, { setup })).not.toContain('Take any certificate');
    expect(html(<Record />, { setup: { ...setup, targets: [{ name: '', target: https }] } })).toContain(
      'Take any certificate',
    );
  });

  test('asks before it measures error pages', () => {
    const preflight = preflightOf('http://127.0.0.1:6060/x', { status: 404, statusText: 'Not Found' });
    const markup = html(<Record />, { setup, recordDoubt: { variant: '', preflight, which: 'one' } });
    expect(markup).toContain('404 Not Found');
    const ofTwo = html(<Record />, { setup, recordDoubt: { variant: 'fast', preflight, which: 'one' } });
    expect(ofTwo).toContain('fast: One request to');
    expect(buttons(markup)).toContain('Record anyway');
  });

  test('while it runs shows how far, and can only be cancelled', () => {
    const live = html(<Record />, { setup: demo, recording });
    expect(live).toContain('Starting: slow (1 of 2)');
    expect(live).toContain('aria-valuenow="0"');
    expect(live).toContain('12 s left');
    expect(live).toContain('<fieldset');
    expect(live).toMatch(/<button[^>]*aria-keyshortcuts="Escape"/);
    expect(buttons(live).slice(-3)).toEqual(['Record both (off)', 'Record (off)', 'Stop Esc']);
  });

  test('shows what the first request of each variant brought', () => {
    const preflights = ['slow', 'fast'].map((variant) => ({
      variant,
      preflight: preflightOf('http://127.0.0.1:6060/'),
    }));
    const live = html(<Record />, { setup: demo, recording: { ...recording, preflights } });
    expect(live).toContain('slow: First answer: 200 OK');
    expect(live).toContain('fast: First answer: 200 OK');
  });

  test('says which variant went wrong', () => {
    const facts = { reason: 'line 3: no luck', variant: 'fast' };
    const recordFailure = { code: 'script-failed', subject: 'a.lua', facts } as const;
    expect(html(<Record />, { setup: demo, recordFailure })).toMatch(/>\s*fast: [^<]*a\.lua[^<]*no luck/);
  });

  test('says what went wrong in its place', () => {
    const recordFailure = {
      code: 'connection-lost',
      subject: 'http://127.0.0.1:6060',
      facts: { receivedBytes: 3 },
    } as const;
    expect(html(<Record />, { setup, recordFailure })).toContain('role="alert"');
  });
});

describe('the strip', () => {
  const [a, b] = [openProfile(1, 'a.pb'), openProfile(2, 'b.pb')];
  const tab = (id: number, profile: typeof a) =>
    ({ id, session: { kind: 'single', profile }, previous: null, notes: [] }) as const;

  test('has one tab chosen and one stop in the focus order', () => {
    const markup = html(<Strip />, { tabs: [tab(1, a), tab(2, b)], screen: { kind: 'tab', id: 2 } });
    expect(markup.match(/aria-selected="true"/g)).toHaveLength(1);
    expect(markup.match(/role="tab"[^>]*tabindex="0"/g)).toHaveLength(1);
    expect(markup).toContain('aria-label="Close b.pb"');
  });

  test('offers to compare when there is something to compare with', () => {
    const screen = { kind: 'tab', id: 1 } as const;
    expect(buttons(html(<Strip />, { tabs: [tab(1, a)], screen }))).not.toContain('Compare');
    expect(buttons(html(<Strip />, { tabs: [tab(1, a), tab(2, b)], screen }))).toContain('Compare');
    const third = tab(3, openProfile(3, 'c.pb'));
    expect(buttons(html(<Strip />, { tabs: [tab(1, a), tab(2, b), third], screen }))).toContain(
      'Compare with…',
    );
  });

  test('of the connect form still knows where it is', () => {
    expect(html(<Strip />, { screen: { kind: 'connect' } }).match(/aria-selected="true"/g)).toHaveLength(1);
  });
});

test('notices and files being read stand beside each other', () => {
  expect(html(<Notices />, initialState)).toBe('');
  const markup = html(<Notices />, {
    openings: [{ id: 1, name: 'big.pb.gz', done: 0.4 }],
    notices: [{ id: 1, failure: { code: 'empty-file', subject: 'nil.pb', facts: {} } }],
  });
  expect(markup).toContain('aria-valuenow="40"');
  expect(markup).toContain('nil.pb');
  expect(buttons(markup)).toContain('Cancel');
  const notice = (id: number) => ({
    id,
    failure: { code: 'empty-file' as const, subject: `${id}.pb`, facts: {} },
  });
  const many = html(<Notices />, { notices: [1, 2, 3, 4, 5, 6].map(notice) });
  expect(many).not.toContain('2.pb');
  expect(many).toContain('3.pb');
  expect(buttons(many)).toEqual(expect.arrayContaining(['Show 2 more', 'Dismiss all']));
});
