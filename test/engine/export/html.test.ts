import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ComparedSide, ExportSubject } from '../../../engine/export/types';
import { usualSeen } from '../../../engine/flame/look';
import { textProfile } from '../../helpers/text-profile';
import { profileOfText } from '../analysis/profile-of';
import { comparisonSubject, hostileNames, profileOfNames, profileSubject, textBy } from './subjects';

interface Page {
  readonly tags: Set<string>;
  readonly attributes: Set<string>;
  readonly scripts: string[];
  readonly styles: string[];
  /** All text, entities resolved, and a space for each tag. */
  readonly text: string;
  readonly policy: string;
}

const alone = new Set(['meta', 'input']);

/** Reads a page as strictly as XML, but for what HTML says otherwise; fails where that cannot be. */
function readPage(html: string): Page {
  const page = {
    tags: new Set<string>(),
    attributes: new Set<string>(),
    scripts: [] as string[],
    styles: [] as string[],
    text: '',
    policy: '',
  };
  const token =
    /<!doctype html>|<(style|script)>(?:<!\[CDATA\[)?([\s\S]*?)(?:\]\]>)?<\/\1>|<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>|([^<]+)/y;
  const open: string[] = [];
  while (token.lastIndex < html.length) {
    const at = token.lastIndex;
    const match = token.exec(html);
    if (match === null) throw new Error(`not well-formed at ${at}: ${html.slice(at, at + 60)}`);
    const [, raw, content, closes, tag, attributes, selfClosed, text] = match;
    if (raw !== undefined) {
      page.tags.add(raw);
      (raw === 'script' ? page.scripts : page.styles).push(content!);
    } else if (text !== undefined) {
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`a bare & in ${text}`);
      page.text += plain(text);
    } else if (tag !== undefined) {
      page.text += ' ';
      if (closes === '/') {
        expect(open.pop()).toBe(tag);
        continue;
      }
      page.tags.add(tag);
      for (const [, name, value] of attributes!.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)) {
        page.attributes.add(name!);
        if (name === 'content' && attributes!.includes('Content-Security-Policy'))
          page.policy = plain(value!);
      }
      if (!alone.has(tag) && selfClosed === '') open.push(tag);
    }
  }
  expect(open).toEqual([]);
  return page;
}

function plain(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&([^;]+);/g, (_, name: string) => entities[name]!);
}

async function report(subject: ExportSubject): Promise<Page> {
  return readPage(await textBy('html', subject));
}

const words = (page: Page) => page.text.replace(/\s+/g, ' ');

describe('the page of a profile', () => {
  it('says in words what leads, how much, and how long', async () => {
    const header = {
      durationNanos: 10_000_000_000n,
      timeNanos: BigInt(Date.UTC(2026, 10, 3, 7, 25)) * 1_000_000n,
    };
    const profile = textProfile(
      `main main main
       work work rest
       hash .    .
       3    1    1
       6000000000 3000000000 1000000000`,
      [
        { type: 'samples', unit: 'count' },
        { type: 'cpu', unit: 'nanoseconds' },
      ],
      header,
    );
    const text = words(await report(profileSubject(profile, { title: 'Night run', requests: 4000 })));
    expect(text).toContain('Night run');
    expect(text).toContain('CPU time: 10s in 10s. On average 1.00 CPUs were busy.');
    expect(text).toContain('4,000 requests ran meanwhile: 2.50ms each.');
    expect(text).toContain(
      'hash itself takes 60.00% , more than any other function; the first 3 take 100% together.',
    );
    expect(text).toContain('3 Nov 2026, 07:25 UTC');
    expect(text).toContain('Samples 5');
    expect(text).toContain('All functions are listed.');
  });

  it('of nothing says so', async () => {
    expect(words(await report(profileSubject(profileOfText(''))))).toContain('holds no samples of this type');
  });

  it('leaves out what is below 0.05 %, says how much that is, and draws it as one box', async () => {
    const small = Array.from({ length: 300 }, (_, i) => `main small${i} 4`).join('\n');
    const html = await textBy('html', profileSubject(profileOfText(`main big 10000\n${small}`)));
    expect(html).not.toContain('small7');
    const text = words(readPage(html));
    expect(text).toContain('300 functions below 0.05% of the total are not listed.');
    expect(text).toContain('300 smaller ones 1.20us (10.71%) together');
  });
});

describe('the page of a comparison', () => {
  it('says in words what changed, most first', async () => {
    const subject = comparisonSubject(profileOfText('m a 100\nm b 20'), profileOfText('m a 40\nm b 30'));
    const text = words(await report(subject));
    expect(text).toContain('From old to new , CPU time fell from 120ns to 70ns , -41.67% (as measured).');
    expect(text).toContain('a changed most by itself: 60ns less.');
    expect(text).toContain('-60ns 100ns → 40ns a +10ns 20ns → 30ns b');
  });

  it('has no colours for noise, says by what it was told, and names the first function that is sure', async () => {
    const subject = comparisonSubject(profileOfText('m a 100\nm b 20'), profileOfText('m a 40\nm b 30'));
    const { frames } = subject.tree;
    const only = (...names: string[]) =>
      Uint8Array.from(frames.name, (name) => (names.includes(name) ? 1 : 0));
    const noise = (...names: string[]) => ({
      nodes: null,
      frames: { flat: only(...names), cum: only(...names) },
      whole: false,
      rounds: [4, 5] as const,
    });
    const seen = (...names: string[]) => ({ ...usualSeen(subject.tree), noise: noise(...names) });
    const text = words(await report({ ...subject, seen: seen('b') }));
    expect(text).toContain('-41.67% (as measured). This may be noise.');
    expect(text).toContain('b changed most by itself: 10ns more.');
    expect(text).toContain('Noise measured over 4 and 5 rounds; what may be noise is grey.');
    const unsure = words(await report({ ...subject, seen: seen() }));
    expect(unsure).toContain('No function changed by itself for sure: it may all be noise.');
    const page = await textBy('html', { ...subject, seen: seen('b') });
    expect(page).toMatch(/class="n more"[^>]*>\+10ns/);
    expect(page).toMatch(/class="n noise"[^>]*>-60ns/);
    expect(page).not.toContain('class="n less"');
  });

  it('says how it was made fair', async () => {
    const profile = profileOfText('m 100');
    const how = { kind: 'per-request', requests: [10, 20] } as const;
    const text = words(await report(comparisonSubject(profile, profile, how)));
    expect(text).toContain('CPU time fell from 10ns/req to 5ns/req , -50.00% (per request).');
    expect(text).toContain('old · 10 requests');
  });

  it('as measured says so when the sides did different amounts of work', async () => {
    const subject = comparisonSubject(profileOfText('m 100'), profileOfText('m 50'));
    const sides = (after: number) =>
      [
        { ...subject.sides[0], requests: 1000 },
        { ...subject.sides[1], requests: after },
      ] as const;
    const remark = '1,000 requests ran before and 2,000 after';
    expect(words(await report({ ...subject, sides: sides(2000) }))).toContain(remark);
    expect(words(await report({ ...subject, sides: sides(1050) }))).not.toContain('ran before');
    expect(words(await report({ ...subject, sides: sides(0) }))).not.toContain('ran before');
  });

  it('of a profile with itself says that nothing changed', async () => {
    const profile = profileOfText('m a 5');
    const text = words(await report(comparisonSubject(profile, profile)));
    expect(text).toContain('CPU time did not change: 5ns on both sides');
    expect(text).toContain('No function changed by itself.');
  });
});

describe('the page is closed to everything outside', async () => {
  const calm = [
    await report(profileSubject(profileOfNames(['work']))),
    await report(comparisonSubject(profileOfNames(['work']), profileOfNames(['work', 'more']))),
  ];

  it.each(hostileNames)('%s is only a name', async (name) => {
    const profile = profileOfNames([name]);
    const other = profileOfNames([name, 'more']);
    const pages = [
      await report(profileSubject(profile, { title: name })),
      await report({ ...comparisonSubject(profile, other), title: name }),
    ];
    pages.forEach((page, i) => {
      expect(page.tags).toEqual(calm[i]!.tags);
      expect(page.attributes).toEqual(calm[i]!.attributes);
      expect(page.scripts).toEqual(calm[i]!.scripts);
      expect(page.styles).toEqual(calm[i]!.styles);
      expect(page.text).toContain(name.replace('\u202e', '?'));
    });
  });

  it.each(hostileNames)('%s is only what was searched for', async (name) => {
    const searched = async (pattern: string, title: string) => {
      const subject = comparisonSubject(profileOfNames([name]), profileOfNames([name, 'more']));
      const sides = subject.sides.map((side) => ({ ...side, name: title })) as [ComparedSide, ComparedSide];
      const place = { node: 1, from: 0, to: 0.5 };
      const seen = { ...usualSeen(subject.tree), arrangement: 'beside' as const, search: pattern, place };
      return report({ ...subject, title, sides, seen });
    };
    const page = await searched(name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), name);
    const plain = await searched('more', 'calm');
    expect(page.tags).toEqual(plain.tags);
    expect(page.attributes).toEqual(plain.attributes);
    expect(page.scripts).toEqual(plain.scripts);
  });

  it('lets its own two scripts run, by their hashes, and loads nothing', () => {
    for (const { policy, scripts } of calm) {
      expect(scripts).toHaveLength(2);
      const hashes = scripts.map(
        (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
      );
      const rules = policy.split('; ');
      expect(rules).toContain("default-src 'none'");
      expect(rules).toContain(`script-src ${hashes.join(' ')}`);
    }
  });

  it('has no handlers, links or addresses', async () => {
    const html = await textBy('html', profileSubject(profileOfNames(['work'])));
    for (const name of calm[0]!.attributes) expect(name).not.toMatch(/^on|href|^src/);
    expect(html).not.toMatch(/@import|url\(/);
    expect(new Set(html.match(/https?:\/\/[^"' ]+/g))).toEqual(
      new Set(['http://www.w3.org/2000/svg', 'http://www.w3.org/1999/xhtml']),
    );
  });
});
