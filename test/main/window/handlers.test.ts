import type { RequestListener } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { openLibrary } from '../../../main/services/library';
import { createNodeFork } from '../../../main/services/node-fork';
import type { HostAnswer, HostQuestion } from '../../../main/services/permission';
import { createHandlers } from '../../../main/window/handlers';
import type { ExperimentPlan } from '../../../proto/run';
import { failureOf } from '../services/failures';
import { startService, tinyProfile } from '../services/fake-service';
import { tempFolder } from '../services/temp-folder';

/**
 * What a page asks for, answered as in the app but for where names lead and what a person says. All names are of this
 * machine; those that are to be judged as farther are never gone to.
 */
function window(names: Record<string, string[]>, answers: readonly HostAnswer[] = []) {
  const questions: HostQuestion[] = [];
  const looked: string[] = [];
  const left = [...answers];
  const folder = tempFolder();
  const unused = {} as never;
  const { handlers, stop } = createHandlers({
    fork: createNodeFork(folder),
    library: openLibrary(folder),
    info: unused,
    dialogs: unused,
    desk: unused,
    distFolder: folder,
    sources: unused,
    pprof: unused,
    held: unused,
    onProgress() {},
    askPerson: async (question) => {
      questions.push(question);
      return left.shift() ?? { agreed: false, typedHost: '' };
    },
    lookup: async (host) => {
      looked.push(host);
      return (names[host] ?? []).map((address) => ({ address }));
    },
  });
  onTestFinished(stop);
  return { handlers, questions, looked, names };
}

const pprofPages: RequestListener = (request, response) => {
  if (request.url === '/debug/pprof/') response.end('<table><tr><td><a href="heap">heap</a></table>');
  else if (request.url?.startsWith('/debug/pprof/goroutine')) response.end(tinyProfile());
  else response.writeHead(404).end();
};

/** A service that counts what it is asked for. */
async function counting(handler: RequestListener = pprofPages) {
  const asked: string[] = [];
  const { port } = await startService((request, response) => {
    asked.push(request.url ?? '');
    handler(request, response);
  });
  return { asked, port };
}

const capturing = (pprofUrl: string): ExperimentPlan => ({
  label: 'a',
  variants: [{ label: '', pprofUrl, load: null }],
  rounds: 1,
  warmupSeconds: 0,
  captures: ['goroutine'],
  seconds: 1,
});

it('finds a service of this machine without asking, where its name was judged to lead', async () => {
  const { asked, port } = await counting();
  // A name that the system would not find: whoever asked it again would fail.
  const { handlers, questions, looked } = window({ 'service.invalid': ['127.0.0.1'] });
  const url = `http://service.invalid:${port}/`;
  expect(await handlers['target.probe']({ url })).toMatchObject({ loopback: true, serviceUrl: url });
  expect(asked).toEqual(['/debug/pprof/']);
  expect([questions, looked]).toEqual([[], ['service.invalid']]);
});

it.each([
  ['a private host', ['10.0.0.7'], 'private'],
  ['a public host', ['93.184.216.34'], 'public'],
  ["the cloud's own services", ['169.254.169.254'], 'public'],
  ['a host that is this machine among others', ['127.0.0.1', '10.0.0.7'], 'private'],
])('sends nothing to %s before a person agrees', async (_, addresses, reach) => {
  const { asked, port } = await counting();
  const { handlers, questions } = window({ 'box.invalid': addresses });
  const url = `http://box.invalid:${port}/debug/pprof/`;
  expect((await failureOf(handlers['target.probe']({ url }))).code).toBe('cancelled');
  const run = handlers['experiment.run']({ id: 'a', plan: capturing(url) });
  expect((await failureOf(run)).code).toBe('cancelled');
  expect(questions).toMatchObject([
    { kind: 'read', host: 'box.invalid', reach },
    { kind: 'read', host: 'box.invalid', reach, urls: [url] },
  ]);
  expect(asked).toEqual([]);
});

it('fetches what was agreed to from the addresses of the question, though the name leads elsewhere since', async () => {
  const { asked, port } = await counting();
  const { handlers, questions, names } = window({ 'box.invalid': ['127.0.0.1'] });
  const url = `http://box.invalid:${port}/debug/pprof/`;
  const plan = capturing(url);
  const run = await handlers['experiment.run']({ id: 'a', plan });
  expect(run.captures.map(({ kind }) => kind)).toEqual(['goroutine']);
  expect(asked).toEqual(['/debug/pprof/goroutine']);
  names['box.invalid'] = ['10.0.0.7'];
  expect((await failureOf(handlers['experiment.run']({ id: 'b', plan }))).code).toBe('cancelled');
  expect(questions).toHaveLength(1);
  expect(asked).toHaveLength(1);
});

it('follows no service to another machine', async () => {
  const elsewhere = await counting();
  const { asked, port } = await counting((request, response) =>
    response.writeHead(302, { location: `http://other.invalid:${elsewhere.port}${request.url}` }).end(),
  );
  const { handlers } = window({ 'service.invalid': ['127.0.0.1'], 'other.invalid': ['127.0.0.1'] });
  await failureOf(handlers['target.probe']({ url: `http://service.invalid:${port}/` }));
  expect(asked).toEqual(['/debug/pprof/', '/debug/pprof/heap']);
  expect(elsewhere.asked).toEqual([]);
});

it('looks for few services at one time', async () => {
  const { port } = await counting(() => {});
  const { handlers } = window({ 'service.invalid': ['127.0.0.1'] });
  const codes: string[] = [];
  for (let i = 0; i < 20; i++) {
    const probe = handlers['target.probe']({ url: `http://service.invalid:${port}/` });
    failureOf(probe).then(({ code }) => codes.push(code));
  }
  await expect.poll(() => codes).toHaveLength(12);
  expect(new Set(codes)).toEqual(new Set(['bad-argument']));
});
