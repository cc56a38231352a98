import { afterEach, describe, expect, it } from 'vitest';
import { language, languageFor, languages, setLanguage, words } from '../../../renderer/words/words';

afterEach(() => setLanguage('en'));

/** Every text of a language by its path; a function counts as one. */
function paths(node: object, at = ''): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? paths(value, `${at}${key}.`) : [`${at}${key}`],
  );
}

describe('the words of the window', () => {
  it('are the same ones in every language', () => {
    for (const { words: other } of Object.values(languages)) {
      expect(paths(other)).toEqual(paths(languages.en.words));
    }
  });

  it('follow the language that is chosen', () => {
    expect(words().common.cancel).toBe('Cancel');
    setLanguage('zh');
    expect([language(), words().common.cancel]).toEqual(['zh', '取消']);
  });

  it('are chosen by what a person prefers, region and all, else English', () => {
    expect(languageFor(['zh-CN', 'en'])).toBe('zh');
    expect(languageFor(['de-DE', 'ZH-Hans'])).toBe('zh');
    expect(languageFor(['de', 'fr'])).toBe('en');
    expect(languageFor([])).toBe('en');
  });
});
