import { expect, test } from 'vitest';
import type { EngineAnswer, EngineCalls } from '../../../engine/worker/protocol';
import { createEngineService } from '../../../engine/worker/service';
import { gzipNode } from '../../../main/services/gzip';
import { inflateNode } from '../../../main/services/inflate';

/** An engine, and what is done in its pauses. */
function start(onPause: () => void = () => {}) {
  const service = createEngineService({
    inflate: inflateNode,
    gzip: gzipNode,
    pause: async () => onPause(),
  });
  let lastId = 0;
  return {
    service,
    async last(name: keyof EngineCalls, argument: unknown): Promise<EngineAnswer> {
      const answers: EngineAnswer[] = [];
      const request = { id: ++lastId, name, argument } as Parameters<typeof service.handle>[0];
      await service.handle(request, (answer) => answers.push(answer));
      return answers.at(-1)!;
    },
  };
}

test('answers a profile that opens like any, with a tree of some size', async () => {
  const { last } = start();
  const bytes = ((await last('warmUp', null)) as { value: Uint8Array }).value;
  const opened = (await last('open', { name: 'made up', bytes, base: null })) as {
    value: EngineCalls['open']['answer'];
  };
  expect(opened.value).toMatchObject({ defaultSampleIndex: 1, period: 10_000_000 });
  const { profileId } = opened.value;
  const drawn = (await last('flame', { profileId, sampleIndex: 1 })) as {
    value: EngineCalls['flame']['answer'];
  };
  expect(drawn.value.parent.length).toBeGreaterThan(5000);
  expect(drawn.value.layouts[0]!.width[0]).toBe(opened.value.samples * 10_000_000);
});

test('keeps nothing of it', async () => {
  const { last } = start();
  await last('warmUp', null);
  for (let profileId = 1; profileId <= 8; profileId++) {
    expect(await last('flame', { profileId, sampleIndex: 0 })).toMatchObject({
      ok: false,
      error: { code: 'bad-argument' },
    });
  }
});

test('is ended in the middle, and keeps nothing then either', async () => {
  let pauses = 0;
  const { service, last } = start(() => {
    if (++pauses === 7) void service.handle({ cancel: 1 }, () => {});
  });
  expect(await last('warmUp', null)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  expect(pauses).toBe(7);
  for (let profileId = 1; profileId <= 8; profileId++) {
    expect(await last('flame', { profileId, sampleIndex: 0 })).toMatchObject({ ok: false });
  }
});
