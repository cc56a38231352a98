import { describe, expect, it } from 'vitest';
import { exportAs, exporters } from '../../../engine/export/registry';
import type { ExportSubject } from '../../../engine/export/types';
import type { ReportWords } from '../../../engine/export/words';
import { report as english } from '../../../renderer/words/en/report';
import { report as chinese } from '../../../renderer/words/zh/report';
import { comparisonSubject, profileOfNames, profileSubject } from '../../engine/export/subjects';

const gzip = async (bytes: Uint8Array) => bytes;
const write = async (id: string, subject: ExportSubject, words: ReportWords) =>
  new TextDecoder().decode(
    await exportAs(exporters.find((each) => each.id === id)!, subject, { gzip, words }),
  );

/** Every text of the words, by where it stands. */
function textsOf(words: object, at = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${at}${key}`, value]] : textsOf(value, `${at}${key}.`),
  );
}
const partsOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([part]) => part).sort();

/** What a person reads of a page: texts, and attributes that are shown or spoken. */
function readable(page: string): string {
  const body = page.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, ' ');
  const spoken = [
    ...body.matchAll(
      / (?:title|aria-label|placeholder|data-[a-z]*(?:words|matched|pattern|functions))="([^"]*)"/g,
    ),
  ];
  return `${body.replace(/<[^>]*>/g, ' ')} ${spoken.map(([, text]) => text).join(' ')}`;
}

describe('the words of reports', () => {
  it('have the same parts in both languages', () => {
    const others = new Map(textsOf(chinese));
    for (const [at, text] of textsOf(english)) {
      const other = others.get(at);
      expect(other, at).toBeDefined();
      expect(partsOf(other!), at).toEqual(partsOf(text));
    }
  });

  it('are plain data, so that they can be handed to another thread', () => {
    expect(structuredClone(chinese)).toEqual(chinese);
  });

  const before = profileOfNames(['aa', 'bb']);
  const after = profileOfNames(['bb', 'cc', 'dd']);
  const subjects = [profileSubject(before, { requests: 5 }), comparisonSubject(before, after)];

  for (const subject of subjects) {
    for (const id of ['html', 'svg']) {
      it(`leave no English in the ${id} of a ${subject.kind} in Chinese`, async () => {
        const written = await write(id, subject, chinese);
        const left = readable(written)
          .replace(/\{\w+\}/g, ' ')
          .match(/[A-Za-z]{2,}/g)
          ?.filter(
            (word) =>
              !/^(Flamebench|CPU|cpu|main|root|aa|bb|cc|dd|ns|us|ms|nanoseconds|title|old|new|version|xml|flat|cum|lt|gt|amp|quot)$/.test(
                word,
              ),
          );
        expect(left ?? []).toEqual([]);
        if (id === 'html') expect(written).toContain('<html lang="zh-CN">');
      });
    }
  }
});
