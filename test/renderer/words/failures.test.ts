import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { comparisonWarnings } from '../../../engine/stats/warnings';
import { errorCodes } from '../../../proto/errors';
import { type LoadPlan, planFor } from '../../../proto/load';
import { comparison } from '../../../renderer/words/zh/comparison';
import { details, subjects } from '../../../renderer/words/zh/details';
import { failures } from '../../../renderer/words/zh/failures';
import { repository, repositoryFiles } from '../../helpers/sources';

const facts = {
  looksLike: 'an HTML page',
  reason: 'it is empty',
  limitBytes: 2 ** 30,
  receivedBytes: 512,
  seconds: 30,
  status: 500,
  text: 'cpu profiling already in use\n',
  host: 'example.org',
  address: '192.0.2.7',
  what: 'connections',
  limit: 16,
  purpose: 'instructions',
};

describe.each(errorCodes)('%s in Chinese', (code) => {
  it.each([
    ['all facts', 'cpu.pb.gz', facts],
    ['no facts', 'cpu.pb.gz', {}],
    ['not even a subject', '', {}],
  ])('is one sentence with %s', (_, subject, given) => {
    const text = failures.sentence({ code, subject, facts: given });
    expect(text).toContain(subject);
    expect(text).toMatch(/^[^。]*\p{Script=Han}[^。]*。$/u);
    expect(text).not.toMatch(/undefined|NaN|null|（）|“”| {2}|\n|\{/);
  });
});

describe('failures in Chinese', () => {
  it('word what they happened to, and why', () => {
    const text = failures.sentence({
      code: 'bad-argument',
      subject: "the client's key",
      facts: { reason: 'it comes without its certificate' },
    });
    expect(text).toBe('客户端私钥无法使用：缺少对应的证书；请修改后重试。');
    expect(
      failures.sentence({
        code: 'bad-argument',
        subject: 'line 3 of urls.txt',
        facts: { reason: "'x' is no URL, path, or method and URL" },
      }),
    ).toBe('urls.txt 的第 3 行无法使用：“x”不是 URL、路径，也不是方法加 URL；请修改后重试。');
  });

  it('word details within details', () => {
    const reasons = [
      ['it holds a quote that is never closed at character 5', '内容有误：引号没有闭合，在第 5 个字符处'],
      ['it did not start within 10 s', '10 秒内没有启动'],
      ["the pattern 'a[' is broken: a [ without its ]", '正则表达式“a[”有误：有 [ 而没有 ]'],
      ['there is no sample type cpu among space', 'space 中没有样本类型 cpu'],
    ];
    for (const [english, chinese] of reasons) expect(failures.detail(english!)).toBe(chinese);
  });

  it('leave names and foreign words as they are', () => {
    expect(failures.sentence({ code: 'empty-file', subject: 'text', facts: {} })).toContain('text 是空的');
    const said = { status: 400, text: 'it is empty' };
    expect(failures.sentence({ code: 'http-status', subject: 'http://h/', facts: said })).toContain(
      'it is empty',
    );
    const reason = 'socket hang up';
    expect(failures.sentence({ code: 'internal', subject: 'x', facts: { reason } })).toContain(reason);
  });
});

describe('the list of details', () => {
  const sources = repositoryFiles()
    .filter(
      (path) => /^(engine|main|proto|renderer)\/.*\.tsx?$/.test(path) && !path.startsWith('renderer/words/'),
    )
    .map((path) => readFileSync(join(repository, path), 'utf8').replace(/\$\{[^}]*\}/g, '{}'))
    .join('\n');

  it.each(Object.keys({ ...subjects, ...details }))('%s arises somewhere', (english) => {
    const quoted = english.replace(/\\/g, '\\\\');
    expect(sources.includes(english) || sources.includes(quoted)).toBe(true);
  });
});

describe('warnings of a comparison in Chinese', () => {
  const load = (change: Partial<LoadPlan>) => ({
    load: { ...planFor('http://127.0.0.1/a'), ...change },
    seconds: 10,
    period: 0,
    periodUnit: '',
    buildId: '',
  });
  const sentences = (before: Partial<LoadPlan>, after: Partial<LoadPlan>) =>
    comparisonWarnings(load(before), load(after)).map(comparison.warning);

  it('name the parts of the load that differ, and what one side lacks', () => {
    expect(sentences({ connections: 8 }, { connections: 64, rate: 500 })).toEqual([
      '两侧的负载不同：前者：-c 8、不限速率；后者：-c 64、-R 500。',
    ]);
    expect(sentences({}, { close: true })).toEqual([
      '两侧的负载不同：前者：无此项；后者：每个请求后关闭连接。',
    ]);
  });
});
