import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { AppState } from '../state/model';
import type { Ports } from '../state/store';

export const AppContext = createContext<Ports | null>(null);

/** The ports that actions take. */
export function usePorts(): Ports {
  const ports = useContext(AppContext);
  if (ports === null) throw new Error('a screen stands outside AppContext');
  return ports;
}

/** A part of the state; the component renders again when that part changes. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(usePorts().store, select);
}
