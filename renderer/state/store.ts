import { createStore, type StoreApi } from 'zustand/vanilla';
import { FlamebenchError, toFailure } from '../../proto/errors';
import type { WorkerEngine } from '../engine/worker-client';
import type { Host } from '../host';
import { type AppState, initialState } from './model';

export type Store = StoreApi<AppState>;

export function createAppStore(state: Partial<AppState> = {}): Store {
  return createStore<AppState>(() => ({ ...initialState, ...state }));
}

/** What actions act on. */
export interface Ports {
  readonly store: Store;
  readonly host: Host;
  readonly engine: WorkerEngine;
  /** A name that no other experiment has. */
  readonly newExperimentId: () => string;
}

let lastNotice = 0;

/** Shows a failure above the screen. What the person cancelled is no failure. */
export function notify(store: Store, thrown: unknown, subject: string): void {
  const failure = toFailure(thrown, subject);
  if (failure.code === 'cancelled') return;
  const notice = { id: ++lastNotice, failure };
  store.setState(({ notices }) => ({ notices: [...notices, notice].slice(-mostNotices) }));
}

/** Nobody reads more; the oldest give way. */
const mostNotices = 50;

export function dismissAll(store: Store): void {
  store.setState({ notices: [] });
}

export function dismiss(store: Store, id: number): void {
  store.setState(({ notices }) => ({ notices: notices.filter((n) => n.id !== id) }));
}

/** True for what was ended by the person rather than by a fault. */
export function isCancelled(thrown: unknown): boolean {
  return thrown instanceof FlamebenchError && thrown.failure.code === 'cancelled';
}
