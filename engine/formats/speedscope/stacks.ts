import type { JsonPlace } from '../../wire/json';

/** Takes a stack of frames, root first, and what it weighs in the profile's unit. */
export type AddStack = (stack: readonly number[], weight: number, place: JsonPlace) => void;
