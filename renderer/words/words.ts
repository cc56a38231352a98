import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Failure } from '../../proto/errors';
import type { WindowLanguage } from '../../proto/ipc';
import { en } from './en';
import { zh } from './zh';

/** Every text of the window in one language. */
export type Words = typeof en;

/** The languages, by the first part of their BCP 47 tag, each with the name it has in itself. */
export const languages = {
  en: { name: 'English', words: en },
  zh: { name: '简体中文', words: zh },
} as const satisfies Record<WindowLanguage, { readonly name: string; readonly words: Words }>;

export type Language = keyof typeof languages;

const current = createStore<{ readonly language: Language }>(() => ({ language: 'en' }));

/** The language of a person who prefers these, best first; English where none of them is at hand. */
export function languageFor(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = tag.toLowerCase().split('-')[0]!;
    if (language in languages) return language as Language;
  }
  return 'en';
}

export function setLanguage(language: Language): void {
  current.setState({ language });
}

export function language(): Language {
  return current.getState().language;
}

/** For code outside components: ask each time a text is needed, since the language may change. */
export function words(): Words {
  return languages[language()].words;
}

/** What a failure means to a person, in the window's language. */
export function sentence(failure: Failure): string {
  return words().failures.sentence(failure);
}

/** For components: they are drawn anew when the language changes. */
export function useWords(): Words {
  return languages[useStore(current, (state) => state.language)].words;
}
