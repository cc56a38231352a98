import { describe, expect, it } from 'vitest';
import { languageOf, nativeWords } from '../../../main/window/native-words';

describe('the words of native menus and dialogs', () => {
  it('are chosen by a locale, region and all, else English', () => {
    expect(['zh-CN', 'zh_TW', 'ZH', 'en-GB', 'de', ''].map(languageOf)).toEqual([
      ...['zh', 'zh', 'zh'],
      ...['en', 'en', 'en'],
    ]);
  });

  it('are Chinese throughout in Chinese', () => {
    const { readSources, ...dialogs } = nativeWords.zh.dialogs;
    for (const text of [
      ...Object.values(nativeWords.zh.menu),
      ...Object.values(dialogs),
      readSources('/src'),
    ]) {
      expect(text).toMatch(/\p{Script=Han}/u);
    }
  });

  it('give each key of a menu to one item', () => {
    for (const { menu } of Object.values(nativeWords)) {
      const keys = Object.values(menu).flatMap((text) => /&(.)/.exec(text)?.[1] ?? []);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
