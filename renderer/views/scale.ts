import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/** Colours of change. The second scale keeps to hues that the common kinds of colour blindness tell apart. */
export const colourScales = ['red-green', 'orange-blue'] as const;
export type ColourScale = (typeof colourScales)[number];

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
