import { describe, expect, test } from 'vitest';
import { initialState } from '../../../renderer/state/model';
import type { Session } from '../../../renderer/state/session';
import {
  activeTab,
  closeTab,
  comparableWith,
  comparisonOf,
  openTabs,
  sharedSampleTypes,
  titleOf,
} from '../../../renderer/state/tabs';
import { openProfile } from './profiles';

const a = openProfile(1, 'slow · CPU');
const b = openProfile(2, 'fast · CPU');
const single = (profile = a): Session => ({ kind: 'single', profile });
const profiles = new Map([
  ['run:1/cpu', a],
  ['run:2/cpu', b],
]);

describe('openTabs', () => {
  test('shows the first of several sessions', () => {
    const { tabs, screen } = openTabs(initialState, [single(a), single(b)]);
    expect(tabs.map((t) => t.id)).toEqual([1, 2]);
    expect(screen).toEqual({ kind: 'tab', id: 1 });
  });

  test('brings a session that is open to the front instead of opening it twice', () => {
    const two = openTabs(initialState, [single(a), single(b)]);
    const again = openTabs({ ...two, screen: { kind: 'start' } }, [single(b)]);
    expect(again.tabs).toHaveLength(2);
    expect(again.screen).toEqual({ kind: 'tab', id: 2 });
  });

  test('tells a comparison from the one the other way round', () => {
    const forth = openTabs(initialState, [{ kind: 'comparison', before: a, after: b }]);
    const back = openTabs(forth, [{ kind: 'comparison', before: b, after: a }]);
    expect(back.tabs).toHaveLength(2);
  });

  test('leaves the screen where it is when there is nothing to open', () => {
    expect(openTabs(initialState, [])).toEqual({ tabs: [], screen: { kind: 'start' } });
  });
});

describe('closeTab', () => {
  const open = { ...openTabs(initialState, [single(a), single(b), comparisonOf(a, b)]), profiles };

  test('keeps profiles that another tab shows', () => {
    const closed = closeTab(open, 1);
    expect(closed.released).toEqual([]);
    expect(closed.profiles.size).toBe(2);
  });

  test('releases a profile with the last tab that shows it', () => {
    const closed = closeTab(closeTab(open, 1), 3);
    expect(closed.released).toEqual([a]);
    expect([...closed.profiles.values()]).toEqual([b]);
  });

  test('shows the right-hand neighbour, then the left-hand one, then the start page', () => {
    const second = closeTab({ ...open, screen: { kind: 'tab', id: 2 } }, 2);
    expect(second.screen).toEqual({ kind: 'tab', id: 3 });
    const third = closeTab(second, 3);
    expect(third.screen).toEqual({ kind: 'tab', id: 1 });
    expect(closeTab(third, 1).screen).toEqual({ kind: 'start' });
  });

  test('does not move away from another screen', () => {
    expect(closeTab({ ...open, screen: { kind: 'record' } }, 2).screen).toEqual({ kind: 'record' });
  });

  test('of a tab that is not there changes nothing', () => {
    const closed = closeTab(open, 99);
    expect(closed.tabs).toBe(open.tabs);
    expect(closed.released).toEqual([]);
  });
});

test('activeTab is null on other screens and for a tab that was closed', () => {
  const { tabs } = openTabs(initialState, [single(a)]);
  expect(activeTab({ tabs, screen: { kind: 'start' } })).toBeNull();
  expect(activeTab({ tabs, screen: { kind: 'tab', id: 9 } })).toBeNull();
  expect(activeTab({ tabs, screen: { kind: 'tab', id: 1 } })?.session).toEqual(single(a));
});

test('only profiles that measure the same thing can be compared', () => {
  const heap = openProfile(3, 'heap', { sampleTypes: [{ type: 'alloc_space', unit: 'bytes' }] });
  const { tabs } = openTabs(initialState, [single(a), single(heap), single(b), comparisonOf(a, b)]);
  expect(sharedSampleTypes(a, b)).toEqual(['samples', 'cpu']);
  expect(comparableWith(tabs, tabs[0]!).map((t) => t.id)).toEqual([3]);
  expect(comparableWith(tabs, tabs[3]!)).toEqual([]);
});

describe('comparisonOf', () => {
  test('puts the earlier profile before', () => {
    const late = openProfile(1, 'late', { timeMs: 2000 });
    const early = openProfile(2, 'early', { timeMs: 1000 });
    expect(comparisonOf(late, early)).toEqual({ kind: 'comparison', before: early, after: late });
  });

  test('keeps the order given where a time is unknown', () => {
    const known = openProfile(1, 'known', { timeMs: 2000 });
    expect(comparisonOf(known, b)).toEqual({ kind: 'comparison', before: known, after: b });
  });
});

test('titles say once what both sides end in', () => {
  expect(titleOf(comparisonOf(a, b))).toBe('slow → fast · CPU');
  expect(titleOf(comparisonOf(openProfile(1, 'a.pb.gz'), openProfile(2, 'b.pb.gz')))).toBe(
    'a.pb.gz → b.pb.gz',
  );
  expect(titleOf(comparisonOf(openProfile(1, 'slow · CPU'), openProfile(2, 'slow · Heap')))).toBe(
    'slow · CPU → slow · Heap',
  );
});
