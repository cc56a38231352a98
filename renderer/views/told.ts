import { useRef } from 'react';
import { createStore } from 'zustand/vanilla';
import type { CallName, EngineCalls } from '../../engine/worker/protocol';
import type { LinksStore, ViewProps } from './contract';
import { frameNamed } from './frame-text';
import { selectFrame } from './links';
import { type Answer, useAnswer } from './use-answer';

/** What the engine told a view, with the props that it was asked for with. */
export interface Told<T, P> {
  readonly value: T;
  readonly props: P;
}

export interface ToldAnswer<T, P> {
  readonly answer: Answer<T>;
  /** What is to be shown; null = nothing yet. While `answer` waits, what was told before. */
  readonly told: Told<T, P> | null;
}

/**
 * Asks the engine about what a view shows. Until it has told, what it told before stays, with the tree that it is
 * about: rows keep their order, their place and the focus of the keyboard, and what a key or a click does is done to
 * what is seen.
 * @param argument as of `useAnswer`
 */
export function useTold<N extends CallName, P extends ViewProps>(
  name: N,
  argument: EngineCalls[N]['request'],
  props: P,
): ToldAnswer<EngineCalls[N]['answer'], P> {
  const answer = useAnswer(props.engine, name, argument);
  const last = useRef<Told<EngineCalls[N]['answer'], P> | null>(null);
  const former = useRef<FormerTree<P> | null>(null);
  if (answer.state === 'ready') last.current = { value: answer.value, props };
  if (answer.state === 'failed') last.current = null;
  const told = last.current;
  if (answer.state !== 'waiting' || told === null || told.props.data === props.data) {
    former.current = null;
    return { answer, told };
  }
  former.current ??= new FormerTree(told.props);
  former.current.next = props;
  return { answer, told: { value: told.value, props: former.current.props } };
}

/** Asks the engine about a view's tree. */
export function useTreeTold<
  N extends CallName & ('top' | 'diffRows' | 'tags' | 'goroutines' | 'traces' | 'treeSummary'),
>(name: N, props: ViewProps): ToldAnswer<EngineCalls[N]['answer'], ViewProps> {
  return useTold(name, { treeId: props.data.treeId } as EngineCalls[N]['request'], props);
}

/**
 * The props of a tree that another one has followed. The pane's links go on to the next tree, in which frames are other
 * rows; here they stay as they were when it was the tree that is shown, and what is selected is so in the next by name.
 */
export class FormerTree<P extends Pick<ViewProps, 'links' | 'text'>> {
  readonly props: P;
  /** The props of the tree that followed. */
  next: P;

  /** Is made in the render that brings the next tree: until that is over, the links are still about the former. */
  constructor(props: P) {
    const links: LinksStore = createStore(() => props.links.getState());
    this.props = { ...props, links };
    this.next = props;
    links.subscribe(({ selectedFrame }, before) => {
      if (selectedFrame === before.selectedFrame) return;
      const name = props.text.names[selectedFrame];
      selectFrame(this.next.links, name === undefined ? -1 : frameNamed(this.next.text, name));
    });
  }
}
