import { createContext, useContext, useEffect, useState } from 'react';
import type { CodeMapping } from '../../engine/tables/code-samples';
import type { Disassembly, SourceRule, SourceText } from '../../proto/code';
import { type Failure, FlamebenchError, toFailure } from '../../proto/errors';

/**
 * How views reach sources and binaries of this machine. Whoever shows views provides it; without one, as in a
 * test, nothing is found. Rejects with a FlamebenchError.
 */
export interface CodeAccess {
  /** path '' where the source is not here. */
  readSource(path: string): Promise<SourceText>;
  rules(): Promise<readonly SourceRule[]>;
  setRules(rules: readonly SourceRule[]): Promise<readonly SourceRule[]>;
  /** Lets the person choose a folder; '' where none was, null where this host has no dialog for it. */
  chooseFolder(): Promise<string | null>;
  disassemble(mapping: CodeMapping, addresses: readonly string[]): Promise<Disassembly>;
}

export const CodeContext = createContext<CodeAccess | null>(null);

/** What is awaited of this machine, as a component sees it. */
export type Found<T> =
  | { readonly state: 'waiting' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly failure: Failure };

/**
 * Asks once for each `key`, which says what is asked.
 * @param attempt counts: another number asks the same again
 */
export function useFound<T>(key: string, ask: (code: CodeAccess) => Promise<T>, attempt = 0): Found<T> {
  const code = useContext(CodeContext);
  const [found, setFound] = useState<Found<T> & { readonly of: string }>({ state: 'waiting', of: key });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key and the attempt stand for what is asked
  useEffect(() => {
    let asked = true;
    const answer = code === null ? Promise.reject(new FlamebenchError('file-not-found', key)) : ask(code);
    answer.then(
      (value) => asked && setFound({ state: 'ready', value, of: key }),
      (thrown) => asked && setFound({ state: 'failed', failure: toFailure(thrown, key), of: key }),
    );
    return () => {
      asked = false;
    };
  }, [code, key, attempt]);
  return found.of === key ? found : { state: 'waiting' };
}
