import { expect, test } from 'vitest';
import { emptyQuery } from '../../../engine/query/query';
import { emptyChoices } from '../../../renderer/workspace/model';
import { treeRequest } from '../../../renderer/workspace/tree-request';
import { keyOf } from '../../../renderer/workspace/trees';
import { openProfile } from '../state/profiles';

const session = { kind: 'single', profile: openProfile(7, 'cpu.pb.gz') } as const;

test('asks for the default sample type of the profile, unfiltered, until something else is chosen', () => {
  const request = treeRequest(session, emptyChoices);
  expect(request).toMatchObject({ profileIds: [7], sampleType: 'cpu', sampleIndex: 1, query: emptyQuery });
  const chosen = treeRequest(session, { ...emptyChoices, sampleType: 'samples', unit: 'ms' });
  expect(chosen).toMatchObject({ sampleType: 'samples', sampleIndex: 0, unit: 'ms' });
});

test('a search asks for no other tree, a filter does', () => {
  const plain = keyOf(treeRequest(session, emptyChoices)!);
  expect(keyOf(treeRequest(session, { ...emptyChoices, pattern: 'main' })!)).toBe(plain);
  const query = { ...emptyQuery, focus: 'main' };
  expect(keyOf(treeRequest(session, { ...emptyChoices, query })!)).not.toBe(plain);
});

test('two sides are asked for in their order', () => {
  const [before, after] = [openProfile(1, 'a'), openProfile(2, 'b')];
  const request = treeRequest({ kind: 'comparison', before, after }, emptyChoices);
  expect(request).toMatchObject({ profileIds: [1, 2], normalisation: { kind: 'absolute' } });
});

test('where there is nothing to measure, there is no tree to ask for', () => {
  const profile = openProfile(1, 'empty', { sampleTypes: [] });
  expect(treeRequest({ kind: 'single', profile }, emptyChoices)).toBeNull();
});
