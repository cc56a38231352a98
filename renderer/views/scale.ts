import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ColourScale } from '../../engine/flame/look';

const chosen = createStore<{ readonly scale: ColourScale }>(() => ({ scale: 'red-green' }));

/** What a person chose for the whole window; a view that has a choice of its own begins with it. */
export function colourScale(): ColourScale {
  return chosen.getState().scale;
}

export function setColourScale(scale: ColourScale): void {
  chosen.setState({ scale });
}

/** For components that are to follow a change of it. */
export function useColourScale(): ColourScale {
  return useStore(chosen, (state) => state.scale);
}
