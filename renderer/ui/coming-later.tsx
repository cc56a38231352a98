import { type ComponentType, useEffect, useSyncExternalStore } from 'react';

interface ComingLater<P extends object> {
  readonly Component: ComponentType<P>;
  /** Fetches the code, once. */
  preload(): Promise<void>;
}

/**
 * A component whose code comes later, and nothing until then. Once the code is there it is drawn at once; what
 * React's own `lazy` reveals waits up to 300 ms for more to be revealed with it. A failure to load is thrown where the
 * component stands, for the boundary around it.
 */
export function comingLater<P extends object>(load: () => Promise<ComponentType<P>>): ComingLater<P> {
  let state: { readonly found: ComponentType<P> | null; readonly failure: unknown } = {
    found: null,
    failure: null,
  };
  let loading: Promise<void> | null = null;
  const listeners = new Set<() => void>();
  const settle = (next: typeof state) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const preload = () => {
    loading ??= load().then(
      (found) => settle({ found, failure: null }),
      (failure) => settle({ found: null, failure }),
    );
    return loading;
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  function Component(props: P) {
    const { found: Found, failure } = useSyncExternalStore(subscribe, () => state);
    useEffect(() => void preload(), []);
    if (failure !== null) throw failure;
    return Found === null ? null : <Found {...props} />;
  }
  return { Component, preload };
}
