import { describe, expect, it } from 'vitest';
import { type LoadAnswer, LoadPermission, type LoadQuestion } from '../../../main/services/permission';
import { FlamebenchError } from '../../../proto/errors';
import { type LoadPlan, planFor } from '../../../proto/load';
import type { Preflight } from '../../../proto/preflight';
import { failureOf } from './failures';

/** Names and where they lead; changed by tests in the middle. */
function world(answers: readonly LoadAnswer[] | null, hosts: Record<string, string[]>) {
  const questions: LoadQuestion[] = [];
  const sent: { method: string; address: string }[] = [];
  const left = [...(answers ?? [])];
  const permission = new LoadPermission({
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
  const admit = (...plans: LoadPlan[]) => permission.admit(plans, new AbortController().signal);
  return { permission, admit, questions, sent, hosts };
}

const plan = (url: string, over: Partial<LoadPlan> = {}): LoadPlan => ({ ...planFor(url), ...over });
const yes: LoadAnswer = { agreed: true, typedHost: '' };
const no: LoadAnswer = { agreed: false, typedHost: '' };
const typed = (typedHost: string): LoadAnswer => ({ agreed: true, typedHost });

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
    const { admit, questions, sent } = world([yes], hosts());
    const first = await admit(plan('http://Box:80/a'), plan('http://box/b'));
    expect(first.map((p) => p.confirmedHost)).toEqual(['box', 'box']);
    await admit(plan('http://box/c'));
    expect(questions).toHaveLength(1);
    expect(questions[0]).toMatchObject({
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
    const { admit, questions } = world([yes], hosts());
    await admit(plan('http://box/dead'));
    expect(questions[0]).toMatchObject({ preflight: null, preflightFailure: 'connection-refused' });
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

  it('is sent at once where it changes nothing, or goes to this machine', async () => {
    const { permission, sent } = world(null, hosts());
    await permission.tryOnce(plan('http://shop/'), signal);
    await permission.tryOnce(plan('http://localhost/', { method: 'POST' }), signal);
    expect(sent.map((s) => s.method)).toEqual(['GET', 'POST']);
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
      expect(questions.map(({ preflight }) => preflight)).toEqual([null, null]);
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

  it('sends few single requests to other machines, asked or not, and any to this one', async () => {
    const { permission, sent } = world([], hosts());
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
});
