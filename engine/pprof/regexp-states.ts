import type { assertions, PatternNode } from './regexp-node';

/** What a text is tried against. */
export interface TextPattern {
  test(text: string): boolean;
}

/** One step of the machine: by a character to `next`, or without one to `next` and, from a fork, to `other`. */
type State =
  | { readonly kind: 'character'; readonly matches: (code: number) => boolean; next: number }
  | { readonly kind: 'assertion'; readonly what: keyof typeof assertions; next: number }
  | { readonly kind: 'fork'; next: number; other: number }
  | { readonly kind: 'jump'; next: number }
  | { readonly kind: 'found' };

/**
 * The pattern as a machine that follows all ways to match at once, so that a text takes at most its length
 * times the pattern's: Thompson's construction ("Regular Expression Search Algorithm", 1968), run as in
 * https://swtch.com/~rsc/regexp/regexp1.html.
 */
export function stateMachine(pattern: PatternNode): TextPattern {
  const states = compile(pattern);
  /** Marks of the round in which a state was last reached. */
  const reached = new Int32Array(states.length);
  let round = 0;
  let now: number[] = [];
  let then: number[] = [];
  const stack: number[] = [];

  /** Adds the states that are reached from one without a character. Returns whether the pattern is found. */
  const enter = (first: number, into: number[], before: number, after: number): boolean => {
    stack.push(first);
    while (stack.length > 0) {
      const at = stack.pop()!;
      if (reached[at] === round) continue;
      reached[at] = round;
      const state = states[at]!;
      if (state.kind === 'found') {
        stack.length = 0;
        return true;
      }
      if (state.kind === 'character') into.push(at);
      else if (state.kind === 'fork') stack.push(state.other, state.next);
      else if (state.kind === 'jump') stack.push(state.next);
      else if (holds(state.what, before, after)) stack.push(state.next);
    }
    return false;
  };

  return {
    test(text) {
      now = [];
      let before = none;
      let after = codeAt(text, 0);
      round++;
      if (enter(0, now, before, after)) return true;
      for (let at = 0; after !== none; ) {
        at += after > 0xffff ? 2 : 1;
        const code = after;
        before = code;
        after = codeAt(text, at);
        then.length = 0;
        round++;
        for (const row of now) {
          const state = states[row]!;
          if (state.kind !== 'character' || !state.matches(code)) continue;
          if (enter(state.next, then, before, after)) return true;
        }
        // A match may begin anywhere.
        if (enter(0, then, before, after)) return true;
        [now, then] = [then, now];
      }
      return false;
    },
  };
}

const none = -1;

function codeAt(text: string, at: number): number {
  return at < text.length ? text.codePointAt(at)! : none;
}

function holds(what: keyof typeof assertions, before: number, after: number): boolean {
  switch (what) {
    case 'start':
      return before === none;
    case 'end':
      return after === none;
    case 'line-start':
      return before === none || before === 10;
    case 'line-end':
      return after === none || after === 10;
    case 'word-edge':
      return isWord(before) !== isWord(after);
    case 'no-word-edge':
      return isWord(before) === isWord(after);
  }
}

function isWord(code: number): boolean {
  return (
    (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122)
  );
}

/** The states, the first of which is where a match begins. */
function compile(pattern: PatternNode): State[] {
  const states: State[] = [];
  const matchers = new Map<string, (code: number) => boolean>();
  const add = (state: State): number => states.push(state) - 1;

  /** Appends the states of a node; whoever follows it stands right behind them. */
  const emit = (node: PatternNode): void => {
    switch (node.kind) {
      case 'character': {
        const matches = matchers.get(node.javaScript) ?? matcher(node.javaScript);
        matchers.set(node.javaScript, matches);
        add({ kind: 'character', matches, next: states.length + 1 });
        return;
      }
      case 'assertion':
        add({ kind: 'assertion', what: node.what, next: states.length + 1 });
        return;
      case 'sequence':
        for (const part of node.parts) emit(part);
        return;
      case 'either':
        either(node.parts);
        return;
      case 'repeat':
        repeat(node);
    }
  };

  const either = (parts: readonly PatternNode[]): void => {
    const exits: { next: number }[] = [];
    parts.forEach((part, i) => {
      if (i === parts.length - 1) {
        emit(part);
        return;
      }
      const fork = { kind: 'fork' as const, next: states.length + 1, other: 0 };
      add(fork);
      emit(part);
      exits.push(jump());
      fork.other = states.length;
    });
    for (const exit of exits) exit.next = states.length;
  };

  /** A state that leads elsewhere, to be set. */
  const jump = () => {
    const state = { kind: 'jump' as const, next: 0 };
    add(state);
    return state;
  };

  const repeat = ({ inner, low, high }: Extract<PatternNode, { kind: 'repeat' }>): void => {
    for (let turn = 0; turn < low; turn++) emit(inner);
    if (high === Number.POSITIVE_INFINITY) {
      const fork = { kind: 'fork' as const, next: states.length + 1, other: 0 };
      const at = add(fork);
      emit(inner);
      jump().next = at;
      fork.other = states.length;
      return;
    }
    const forks: { other: number }[] = [];
    for (let turn = low; turn < high; turn++) {
      const fork = { kind: 'fork' as const, next: states.length + 1, other: 0 };
      add(fork);
      forks.push(fork);
      emit(inner);
    }
    for (const fork of forks) fork.other = states.length;
  };

  emit(pattern);
  add({ kind: 'found' });
  return states;
}

/** Whether a code point matches, asked of JavaScript once for each of ASCII's. */
function matcher(javaScript: string): (code: number) => boolean {
  const pattern = new RegExp(`^(?:${javaScript})$`, 'u');
  const asks = (code: number) => pattern.test(String.fromCodePoint(code));
  const ascii = Array.from({ length: 128 }, (_, code) => asks(code));
  return (code) => (code < 128 ? ascii[code]! : asks(code));
}
