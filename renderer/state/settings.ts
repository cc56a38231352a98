import { type Theme, themes } from '../../proto/themes';
import { type Language, languages } from '../words/words';

/** What a person set for the window as a whole. */
export interface Settings {
  readonly theme: Theme;
  /** Colours of change: red and green, or blue and orange for eyes that do not tell those apart. */
  readonly scale: 'usual' | 'colour-blind';
  /** 'system' = the first language of the system that the window has. */
  readonly language: Language | 'system';
}

export const usualSettings: Settings = { theme: 'system', scale: 'usual', language: 'system' };

/** Settings as they were kept; what is missing or unknown is as usual. */
export function readSettings(kept: unknown): Settings {
  const { theme, scale, language } = (kept ?? {}) as { readonly [K in keyof Settings]?: unknown };
  return {
    theme: themes.find((each) => each === theme) ?? usualSettings.theme,
    scale: scale === 'colour-blind' ? 'colour-blind' : 'usual',
    language:
      typeof language === 'string' && Object.hasOwn(languages, language) ? (language as Language) : 'system',
  };
}
