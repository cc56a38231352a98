import { describe, expect, it } from 'vitest';
import { sentence } from '../../../engine/advice/sentence';
import {
  type HostAnswer,
  HostPermission,
  type HostQuestion,
  type LoadQuestion,
} from '../../../main/services/permission';
import { FlamebenchError } from '../../../proto/errors';
import { type LoadPlan, planFor } from '../../../proto/load';
import type { Preflight } from '../../../proto/preflight';
import { failureOf } from './failures';

/** Names and where they lead; changed by tests in the middle. */
function world(answers: readonly HostAnswer[] | null, hosts: Record<string, string[]>) {
  const questions: HostQuestion[] = [];
  const sent: { method: string; address: string }[] = [];
  const left = [...(answers ?? [])];
  const permission = new HostPermission({
    askPerson:
      answers === null
        ? null
        : async (question) => {
            questions.push(question);
            const answer = left.shift();
            if (answer === undefined) throw new Error(`asked once more about ${question.host}`);
            return answer;
          },
    lookup: async (host) => (hosts[host] ?? []).map((address) => ({ address })),
    preflight: async (plan, address): Promise<Preflight> => {
      sent.push({ method: plan.method, address });
      if (plan.url.includes('dead')) throw new FlamebenchError('connection-refused', plan.url);
      const { method, url } = plan;
      return {
        ...{ method, url, address, status: 200, statusText: 'OK', mediaType: '', bytes: 2, ms: 1 },
        location: '',
      };
    },
  });
  const { signal } = new AbortController();
  const admit = (...plans: LoadPlan[]) => permission.admit(plans, signal);
  const read = (...urls: string[]) => permission.admitReading(urls, signal);
  return { permission, admit, read, questions, sent, hosts };
}

const plan = (url: string, over: Partial<LoadPlan> = {}): LoadPlan => ({ ...planFor(url), ...over });
const yes: HostAnswer = { agreed: true, typedHost: '' };
const no: HostAnswer = { agreed: false, typedHost: '' };
const typed = (typedHost: string): HostAnswer => ({ agreed: true, typedHost });

const hosts = () => ({
  localhost: ['127.0.0.1', '::1'],
  box: ['10.0.0.7'],
  shop: ['93.184.216.34'],
  'both.example': ['10.0.0.8', '93.184.216.34'],
  metadata: ['169.254.169.254'],
});

describe('load on this machine', () => {
  it('starts at once, whatever its method, and asks nobody', async () => {
    const { admit, questions } = world([], hosts());
    const [load] = await admit(plan('http://localhost:8080/', { method: 'DELETE' }));
    expect(load!.confirmedHost).toBe('');
    expect(questions).toEqual([]);
  });

  it('carries no confirmation that the window made up', async () => {
    const { admit } = world(null, hosts());
    const [load] = await admit(plan('http://localhost/', { confirmedHost: 'shop' }));
    expect(load!.confirmedHost).toBe('');
  });
});

describe('load on a private host', () => {
  it('is asked about once, with its addresses and what one request brought', async () => {
    const { admit, read, questions, sent } = world([yes, yes], hosts());
    await read('http://box/debug/pprof/');
    const first = await admit(plan('http://Box:80/a'), plan('http://box/b'));
    expect(first.map((p) => p.confirmedHost)).toEqual(['box', 'box']);
    await admit(plan('http://box/c'));
    expect(questions).toHaveLength(2);
    expect(questions[1]).toMatchObject({
      kind: 'load',
      host: 'box',
      reach: 'private',
      addresses: ['10.0.0.7'],
      unsafeMethods: [],
      preflight: { status: 200 },
    });
    expect(sent).toEqual([{ method: 'GET', address: '10.0.0.7' }]);
  });

  it('is asked about again when its name leads elsewhere', async () => {
    const { admit, questions, hosts: names } = world([yes, no], hosts());
    await admit(plan('http://box/'));
    names.box = ['10.9.9.9'];
    expect((await failureOf(admit(plan('http://box/')))).code).toBe('cancelled');
    expect(questions).toHaveLength(2);
  });

  it('whose name turns public has to be typed, for all that was agreed before', async () => {
    const { admit, questions, hosts: names } = world([yes, no], hosts());
    await admit(plan('http://box/'));
    names.box = ['8.8.8.8'];
    expect((await failureOf(admit(plan('http://box/')))).code).toBe('cancelled');
    expect(questions[1]).toMatchObject({ reach: 'public' });
  });

  it('is asked about again for requests that change things, which are named and not tried', async () => {
    const { admit, questions, sent } = world([yes, yes], hosts());
    await admit(plan('http://box/'));
    sent.length = 0;
    await admit(plan('http://box/', { method: 'POST' }));
    await admit(plan('http://box/', { method: 'POST' }));
    expect(questions[1]).toMatchObject({ unsafeMethods: ['POST'], preflight: null });
    expect(sent).toEqual([]);
  });

  it('that is declined is cancelled, and asked about the next time', async () => {
    const { admit, questions } = world([no, yes], hosts());
    expect(await failureOf(admit(plan('http://box/')))).toMatchObject({ code: 'cancelled', subject: 'box' });
    await admit(plan('http://box/'));
    expect(questions).toHaveLength(2);
  });

  it('that does not answer is asked about all the same, with the reason', async () => {
    const { admit, read, questions } = world([yes, yes], hosts());
    await read('http://box/');
    await admit(plan('http://box/dead'));
    expect(questions[1]).toMatchObject({ preflight: null, preflightFailure: 'connection-refused' });
  });

  it('that nobody was asked about yet is not tried before', async () => {
    const { admit, questions, sent } = world([yes], hosts());
    await admit(plan('http://box/'));
    expect(questions).toMatchObject([{ kind: 'load', preflight: null, preflightFailure: '' }]);
    expect(sent).toEqual([]);
  });
});

describe('load on a public host', () => {
  it('needs the host typed each time', async () => {
    const { admit, questions } = world([typed(' Shop '), typed('shop')], hosts());
    expect((await admit(plan('http://shop/')))[0]!.confirmedHost).toBe('shop');
    expect((await admit(plan('http://shop/')))[0]!.confirmedHost).toBe('shop');
    expect(questions.map((q) => q.reach)).toEqual(['public', 'public']);
  });

  it('is asked again until it is typed right, or not at all', async () => {
    const { admit, questions } = world([typed(''), typed('shop.com'), no], hosts());
    expect((await failureOf(admit(plan('http://shop/')))).code).toBe('cancelled');
    expect(questions.map((q) => q.mistyped)).toEqual(['', ' ', 'shop.com']);
  });

  it('is what has one public address among private ones, and what is link-local', async () => {
    for (const host of ['both.example', 'metadata']) {
      const { admit, questions } = world([no], hosts());
      await failureOf(admit(plan(`http://${host}/`)));
      expect(questions[0]!.reach).toBe('public');
    }
  });

  it('is never let through because the window says it was confirmed', async () => {
    const { admit } = world([no], hosts());
    const failure = await failureOf(admit(plan('http://shop/', { confirmedHost: 'shop' })));
    expect(failure.code).toBe('cancelled');
  });
});

describe('where there is nobody to ask', () => {
  it('only this machine is loaded, and the way on is said', async () => {
    const { admit } = world(null, hosts());
    const failure = await failureOf(admit(plan('http://box/', { confirmedHost: 'box' })));
    expect(failure).toMatchObject({ code: 'target-not-confirmed', subject: 'box' });
    expect(failure.facts.way).toContain('--confirm-host');
  });
});

it('of several loads asks about each host, and starts none where one is declined', async () => {
  const { admit, questions } = world([yes, no], hosts());
  const failure = await failureOf(
    admit(plan('http://box/'), plan('http://shop/'), plan('http://localhost/')),
  );
  expect(failure.subject).toBe('shop');
  expect(questions.map((q) => q.host)).toEqual(['box', 'shop']);
});

it('names hosts that are not found and URLs that are none', async () => {
  const { admit } = world([], hosts());
  expect((await failureOf(admit(plan('http://nowhere/')))).code).toBe('host-not-found');
  expect((await failureOf(admit(plan('nonsense')))).code).toBe('bad-url');
});

describe('one request before a load', () => {
  const signal = new AbortController().signal;

  it('is sent at once to this machine, and elsewhere where profiles may be read and it changes nothing', async () => {
    const { permission, read, sent } = world([typed('shop')], hosts());
    await permission.tryOnce(plan('http://localhost:1/', { method: 'POST' }), signal);
    await read('http://shop/');
    await permission.tryOnce(plan('http://shop/'), signal);
    expect(sent.map((s) => s.method)).toEqual(['POST', 'GET']);
  });

  it('is asked about first where nobody was asked about the host, though it changes nothing', async () => {
    const { permission, sent, questions } = world([no], hosts());
    const failure = await failureOf(permission.tryOnce(plan('http://metadata/'), signal));
    expect(failure.code).toBe('cancelled');
    expect(questions).toMatchObject([{ kind: 'load', host: 'metadata', reach: 'public' }]);
    expect(sent).toEqual([]);
    const alone = world(null, hosts());
    const refused = await failureOf(alone.permission.tryOnce(plan('http://shop/'), signal));
    expect(refused.code).toBe('target-not-confirmed');
    expect(alone.sent).toEqual([]);
  });

  it('of a script or a list that may change something elsewhere is asked about first, with its addresses', async () => {
    const script = {
      language: 'lua',
      name: 'a',
      source: '',
      args: [],
      siblings: [],
      isCorrected: true,
    } as const;
    const target = { url: '/x', method: 'POST', headers: [], body: '', bodyEncoding: 'utf8' } as const;
    const risky: Partial<LoadPlan>[] = [
      { script: { ...script, args: [], siblings: [] } },
      { targets: [{ ...target, headers: [] }], onlyTargets: true },
    ];
    for (const over of risky) {
      const { permission, sent, questions } = world([no, yes], hosts());
      expect((await failureOf(permission.tryOnce(plan('http://box/', over), signal))).code).toBe('cancelled');
      expect(sent).toEqual([]);
      await permission.tryOnce(plan('http://box/', over), signal);
      expect(questions.map((each) => (each as LoadQuestion).preflight)).toEqual([null, null]);
      expect(sent).toEqual([{ method: 'GET', address: '10.0.0.7' }]);
    }
  });

  it('that might change something elsewhere is asked about first', async () => {
    const { permission, sent } = world([no], hosts());
    const failure = await failureOf(permission.tryOnce(plan('http://box/', { method: 'PUT' }), signal));
    expect(failure.code).toBe('cancelled');
    expect(sent).toEqual([]);
  });
});

describe('what a page might try', () => {
  it('goes to the addresses that were confirmed, whatever the name means later', async () => {
    const { admit, hosts: names } = world([yes, typed('box')], hosts());
    const [load] = await admit(plan('http://box/'));
    expect(load).toMatchObject({ confirmedHost: 'box', confirmedAddresses: ['10.0.0.7'] });
    const [forged] = await admit(plan('http://box/', { confirmedAddresses: ['93.184.216.34'] }));
    expect(forged!.confirmedAddresses).toEqual(['10.0.0.7']);
    const [own] = await admit(plan('http://localhost/', { confirmedAddresses: ['10.0.0.7'] }));
    expect(own).toMatchObject({ confirmedHost: '', confirmedAddresses: [] });
    names.box = ['10.0.0.7', '93.184.216.34'];
    const [after] = await admit(plan('http://box/'));
    expect(after!.confirmedAddresses).toEqual(['10.0.0.7', '93.184.216.34']);
  });

  it('asks again when a script comes, which may send anything', async () => {
    const { admit, questions } = world([yes, yes], hosts());
    const script = {
      language: 'js',
      name: 'a.js',
      source: '',
      args: [],
      siblings: [],
      isCorrected: true,
    } as const;
    await admit(plan('http://box/'));
    await admit(plan('http://box/', { script: { ...script, args: [], siblings: [] } }));
    expect(questions).toHaveLength(2);
  });

  it('sends few single requests to other machines that were agreed to, and any to this one', async () => {
    const { permission, read, sent } = world([typed('shop')], hosts());
    await read('http://shop/');
    const { signal } = new AbortController();
    const tries = (url: string) =>
      Promise.allSettled(Array.from({ length: 100 }, () => permission.tryOnce(plan(url), signal)));
    const outcomes = await tries('http://shop/');
    const refused = outcomes.find((each) => each.status === 'rejected') as PromiseRejectedResult;
    expect(refused.reason.failure).toMatchObject({
      code: 'bad-argument',
      subject: 'a first request to shop',
    });
    expect(sent.length).toBe(30);
    await tries('http://localhost/');
    expect(sent.length).toBe(130);
  });

  it('looks up few names that lead nowhere: each might carry a word out', async () => {
    const { read } = world([], hosts());
    const codes: string[] = [];
    for (let i = 0; i < 40; i++) codes.push((await failureOf(read(`http://secret-${i}.example/`))).code);
    expect(codes.filter((code) => code === 'host-not-found')).toHaveLength(30);
    expect(codes.at(-1)).toBe('bad-argument');
  });
});

describe('reading the profiles', () => {
  it('of this machine asks nobody, and leads to the addresses that were judged', async () => {
    const { read, questions } = world(null, hosts());
    const addressesOf = await read('http://localhost:6060/debug/pprof/');
    expect(addressesOf('http://LOCALHOST:6060/debug/pprof/heap')).toEqual(['127.0.0.1', '::1']);
    expect(questions).toEqual([]);
  });

  it('of a private host is agreed to once, of a public one by its name, once', async () => {
    const { read, questions } = world([yes, typed('stop'), typed('Shop')], hosts());
    for (let i = 0; i < 2; i++) {
      expect((await read('http://box:1/'))('http://box:1/heap')).toEqual(['10.0.0.7']);
      expect((await read('http://shop/'))('http://shop/heap')).toEqual(['93.184.216.34']);
    }
    expect(questions.map(({ host, mistyped }) => [host, mistyped])).toEqual([
      ['box', ''],
      ['shop', ''],
      ['shop', 'stop'],
    ]);
    expect(questions[0]).toMatchObject({ kind: 'read', reach: 'private', urls: ['http://box:1/'] });
  });

  it('that is declined brings nothing, and is asked about the next time', async () => {
    const { read, questions } = world([no, yes], hosts());
    expect(await failureOf(read('http://box/'))).toMatchObject({ code: 'cancelled', subject: 'box' });
    await read('http://box/');
    expect(questions).toHaveLength(2);
  });

  it('where there is nobody to ask is of this machine only', async () => {
    const { read } = world(null, hosts());
    const failure = await failureOf(read('http://shop/'));
    expect(failure).toMatchObject({ code: 'target-not-confirmed', facts: { kind: 'read' } });
    expect(sentence(failure)).toMatch(/^Profiles of shop were not fetched, as shop is not this machine/);
  });

  it('goes on at the addresses that were agreed to, and no others, whatever the name means later', async () => {
    const { read, questions, hosts: names } = world([yes, no], hosts());
    await read('http://box/');
    names.box = ['8.8.8.8', '10.0.0.7', '169.254.169.254'];
    expect((await read('http://box/'))('http://box/heap')).toEqual(['10.0.0.7']);
    names.box = ['8.8.8.8'];
    expect((await failureOf(read('http://box/'))).code).toBe('cancelled');
    expect(questions[1]).toMatchObject({ reach: 'public', addresses: ['8.8.8.8'] });
  });

  it('lets nobody load, while letting load lets read', async () => {
    const { admit, read, questions } = world([yes, no, typed('shop')], hosts());
    await read('http://box/');
    expect((await failureOf(admit(plan('http://box/')))).code).toBe('cancelled');
    await admit(plan('http://shop/'));
    await read('http://shop/');
    expect(questions.map(({ kind }) => kind)).toEqual(['read', 'load', 'load']);
  });

  it('asks one thing at a time: what is agreed to answers what waits', async () => {
    const { read, questions } = world([yes], hosts());
    await Promise.all([read('http://box/a'), read('http://box/b'), read('http://box/c')]);
    expect(questions).toHaveLength(1);
  });

  it('is refused for a host that the plan did not name', async () => {
    const { read } = world([], hosts());
    const addressesOf = await read('http://localhost/');
    expect(() => addressesOf('http://box/heap')).toThrow('permission-denied');
  });

  it.each(['http://[::ffff:10.0.0.7]/', 'http://0x0a000007/', 'http://167772167/', 'http://10.7/'])(
    'sees the address behind %s',
    async (url) => {
      const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
      const { read, questions } = world([no], { [host]: [host] });
      await failureOf(read(url));
      expect(questions).toMatchObject([{ reach: 'private' }]);
    },
  );
});
