import { lookup as systemLookup } from 'node:dns/promises';
import { FlamebenchError, toFailure } from '../../proto/errors';
import type { LoadPlan } from '../../proto/load';
import { isSafeMethod, type Preflight } from '../../proto/preflight';
import { type AddressClass, bareHost, classifyAddress } from '../load/gate';
import type { TryOnce } from './trial';

/** How far a host is: the farthest of its addresses counts. */
export type Reach = 'this-machine' | 'private' | 'public';

/** A host that is not this machine, and that a person is asked about. */
interface AskedHost {
  /** Lower case, an IPv6 literal without brackets: what has to be typed of a public one. */
  readonly host: string;
  readonly addresses: readonly string[];
  readonly reach: Exclude<Reach, 'this-machine'>;
  /** What was typed and is not the host, of a second asking; '' at first. */
  readonly mistyped: string;
}

/** What a person is asked before profiles are looked for or fetched there. */
export interface ReadQuestion extends AskedHost {
  readonly kind: 'read';
  /** What would be asked for, or its folder. */
  readonly urls: readonly string[];
}

/** What a person is asked before load goes there. */
export interface LoadQuestion extends AskedHost {
  readonly kind: 'load';
  /** Of all loads that would go there. */
  readonly loads: readonly LoadPlan[];
  /** Methods among theirs that change things: POST, PUT, PATCH, DELETE and whatever HTTP does not call safe. */
  readonly unsafeMethods: readonly string[];
  /** What one request brought; null where none was sent, as it might have changed something or is the first there. */
  readonly preflight: Preflight | null;
  /** Why it brought nothing, in the code of its failure; '' = it did, or none was sent. */
  readonly preflightFailure: string;
}

export type HostQuestion = ReadQuestion | LoadQuestion;

export interface HostAnswer {
  readonly agreed: boolean;
  readonly typedHost: string;
}

/** Asks the person, on a surface that the page cannot reach. */
export type AskPerson = (question: HostQuestion, signal: AbortSignal) => Promise<HostAnswer>;

/** The addresses that a URL may be fetched from; throws 'permission-denied' for a host that was not admitted. */
export type AddressesOf = (url: string) => readonly string[];

export type LookupAll = (host: string) => Promise<readonly { readonly address: string }[]>;

export interface PermissionPorts {
  /** null where there is nobody to ask: then all goes to this machine only. */
  readonly askPerson: AskPerson | null;
  readonly lookup?: LookupAll;
  readonly preflight: TryOnce;
}

/** Single requests to other machines in a minute, and names that lead nowhere: more would be a load of their own. */
const mostLooks = 30;
const looksMs = 60_000;

const wayToLoad = 'load other machines from the window of the app, or with flamebench record --confirm-host';
const wayToRead = 'read other machines from the window of the app, or with flamebench record';

const everyAddress: LookupAll = (host) => systemLookup(host, { all: true });

/**
 * Where requests may go, and which. This machine takes any. Nothing is sent to another before a person was asked
 * about it: profiles are read of a host that was agreed to once, as long as Flamebench runs and its name leads to the
 * same addresses. Load is more: a private host is asked about once, and again when its addresses or the kind of
 * requests change (a script may send any); a public one each time, by typing its name.
 *
 * What the window says of confirmation counts for nothing: plans leave here with what a person said here.
 */
export class HostPermission {
  readonly #ports: PermissionPorts;
  /** Hosts whose profiles may be read, with the addresses that were agreed to. */
  readonly #readable = new Map<string, ReadonlySet<string>>();
  /** Private hosts whose load was agreed to, with the addresses they had and whether unsafe methods were named. */
  readonly #granted = new Map<string, { addresses: ReadonlySet<string>; unsafe: boolean }>();
  /** When something was sent or looked up that no person was asked about at that moment. */
  #looks: number[] = [];
  /** One question stands at a time: what is agreed to meanwhile may answer the next. */
  #asking: Promise<unknown> = Promise.resolve();

  constructor(ports: PermissionPorts) {
    this.#ports = ports;
  }

  /**
   * Lets profiles be looked for and fetched under `urls`, from the addresses that it answers with and no others.
   *
   * @throws FlamebenchError as {@link admit}
   */
  async admitReading(urls: readonly string[], signal: AbortSignal): Promise<AddressesOf> {
    const places = new Map<string, readonly string[]>();
    for (const [host, its] of grouped(urls, hostOf)) {
      places.set(host, await this.#confirmReading(host, its, signal));
    }
    return (url) => {
      const addresses = places.get(hostOf(url));
      if (addresses === undefined) throw new FlamebenchError('permission-denied', url);
      return addresses;
    };
  }

  /**
   * Lets loads start, each with `confirmedHost` set as the load's own gate wants it.
   *
   * @throws FlamebenchError 'cancelled' where the person declines, 'target-not-confirmed' where there is nobody
   *   to ask, 'host-not-found', 'bad-url'
   */
  async admit(loads: readonly LoadPlan[], signal: AbortSignal): Promise<LoadPlan[]> {
    const confirmed = new Map<string, Confirmed>();
    for (const [host, plans] of grouped(loads, ({ url }) => hostOf(url))) {
      confirmed.set(host, await this.#confirm(host, plans, signal));
    }
    return loads.map((load) => ({ ...load, ...confirmed.get(hostOf(load.url))! }));
  }

  /**
   * Sends a plan's request once. To another machine it is asked about first, unless its profiles may be read and the
   * request changes nothing.
   *
   * @throws FlamebenchError as {@link admit} and `TryOnce`
   */
  async tryOnce(load: LoadPlan, signal: AbortSignal): Promise<Preflight> {
    const host = hostOf(load.url);
    const { addresses, reach } = await this.#resolve(host);
    if (reach === 'this-machine') {
      return this.#send({ ...load, confirmedHost: '', confirmedAddresses: [] }, addresses[0]!, signal);
    }
    const [known] = this.#readableOf(host, addresses);
    if (known !== undefined && isHarmless(load)) {
      this.#countLook(host);
      return this.#send(load, known, signal);
    }
    const [admitted] = await this.admit([load], signal);
    return this.#send(admitted!, admitted!.confirmedAddresses[0] ?? addresses[0]!, signal);
  }

  async #confirmReading(
    host: string,
    urls: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const { addresses, reach } = await this.#resolve(host);
    if (reach === 'this-machine') return addresses;
    return this.#inTurn(async () => {
      // A name with changing addresses is fetched from those among them that were agreed to.
      const known = this.#readableOf(host, addresses);
      if (known.length > 0) return known;
      await this.#ask({ kind: 'read', host, addresses, reach, urls, mistyped: '' }, signal);
      this.#letRead(host, addresses);
      return addresses;
    });
  }

  async #confirm(host: string, loads: readonly LoadPlan[], signal: AbortSignal): Promise<Confirmed> {
    const { addresses, reach } = await this.#resolve(host);
    if (reach === 'this-machine') return { confirmedHost: '', confirmedAddresses: [] };
    await this.#inTurn(() => this.#confirmLoad({ host, addresses, reach }, loads, signal));
    this.#letRead(host, addresses);
    return { confirmedHost: host, confirmedAddresses: [...addresses] };
  }

  async #confirmLoad(
    { host, addresses, reach }: Omit<AskedHost, 'mistyped'>,
    loads: readonly LoadPlan[],
    signal: AbortSignal,
  ): Promise<void> {
    const unsafeMethods = unsafeMethodsOf(loads);
    // What a script sends is not known before.
    const mayChange = unsafeMethods.length > 0 || loads.some(({ script }) => script !== null);
    const granted = this.#granted.get(host);
    if (
      reach === 'private' &&
      granted !== undefined &&
      addresses.every((address) => granted.addresses.has(address)) &&
      (granted.unsafe || !mayChange)
    ) {
      return;
    }
    const safe = loads.find(isHarmless);
    const [known] = this.#readableOf(host, addresses);
    const tried = safe === undefined || known === undefined ? null : await this.#look(safe, known, signal);
    const question: LoadQuestion = {
      kind: 'load',
      host,
      addresses,
      reach,
      loads,
      unsafeMethods,
      preflight: tried?.preflight ?? null,
      preflightFailure: tried?.failure ?? '',
      mistyped: '',
    };
    await this.#ask(question, signal);
    if (reach !== 'private') return;
    const before = granted?.addresses ?? [];
    const unsafe = mayChange || (granted?.unsafe ?? false);
    this.#granted.set(host, { addresses: new Set([...before, ...addresses]), unsafe });
  }

  /** Asks until the person declines, or has agreed and typed what is to be typed. */
  async #ask(question: HostQuestion, signal: AbortSignal): Promise<void> {
    const { host, addresses, reach, kind } = question;
    const { askPerson } = this.#ports;
    if (askPerson === null) {
      const way = kind === 'read' ? wayToRead : wayToLoad;
      throw new FlamebenchError('target-not-confirmed', host, { host, address: addresses[0]!, way, kind });
    }
    for (let mistyped = ''; ; ) {
      if (signal.aborted) throw new FlamebenchError('cancelled', host);
      const answer = await askPerson({ ...question, mistyped }, signal);
      if (!answer.agreed || signal.aborted) throw new FlamebenchError('cancelled', host);
      if (reach === 'private' || bareHost(answer.typedHost) === host) return;
      mistyped = answer.typedHost.trim() || ' ';
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#asking.then(work);
    this.#asking = mine.catch(() => {});
    return mine;
  }

  #readableOf(host: string, addresses: readonly string[]): readonly string[] {
    const agreed = this.#readable.get(host);
    return agreed === undefined ? [] : addresses.filter((address) => agreed.has(address));
  }

  #letRead(host: string, addresses: readonly string[]): void {
    this.#readable.set(host, new Set([...(this.#readable.get(host) ?? []), ...addresses]));
  }

  /** A request before the asking, to a host whose profiles may be read; that it fails is told and hinders nothing. */
  async #look(load: LoadPlan, address: string, signal: AbortSignal) {
    try {
      this.#countLook(hostOf(load.url));
      return { preflight: await this.#send(load, address, signal), failure: '' };
    } catch (thrown) {
      const { code } = toFailure(thrown, load.url);
      if (code === 'cancelled') throw thrown;
      return { preflight: null, failure: code };
    }
  }

  /** @throws FlamebenchError 'bad-argument' */
  #countLook(host: string): void {
    const nowMs = Date.now();
    this.#looks = this.#looks.filter((atMs) => nowMs - atMs < looksMs);
    if (this.#looks.length >= mostLooks) {
      const reason = `${mostLooks} were sent to other machines within a minute`;
      throw new FlamebenchError('bad-argument', `a first request to ${host}`, { reason });
    }
    this.#looks.push(nowMs);
  }

  #send(load: LoadPlan, address: string, signal: AbortSignal): Promise<Preflight> {
    return this.#ports.preflight(load, address, signal);
  }

  async #resolve(host: string): Promise<{ addresses: readonly string[]; reach: Reach }> {
    const found = await (this.#ports.lookup ?? everyAddress)(host).catch(() => []);
    if (found.length === 0) {
      // Nobody is asked about such a name, and yet its look-up may have left this machine.
      this.#countLook(host);
      throw new FlamebenchError('host-not-found', host);
    }
    const addresses = found.map(({ address }) => address);
    return { addresses, reach: reachOf(addresses.map(classifyAddress)) };
  }
}

/** What a plan says of the person's word. */
type Confirmed = Pick<LoadPlan, 'confirmedHost' | 'confirmedAddresses'>;

/** Link-local addresses are where clouds keep their own services: as far as any. */
function reachOf(classes: readonly AddressClass[]): Reach {
  if (classes.every((each) => each === 'loopback')) return 'this-machine';
  return classes.every((each) => each === 'loopback' || each === 'private') ? 'private' : 'public';
}

/** Whether all that a load might send first changes nothing, as far as HTTP says. What a script sends is not known before. */
function isHarmless(load: LoadPlan): boolean {
  return load.script === null && unsafeMethodsOf([load]).length === 0;
}

function unsafeMethodsOf(loads: readonly LoadPlan[]): string[] {
  const methods = loads.flatMap(({ method, targets }) => [method, ...targets.map((t) => t.method)]);
  return [...new Set(methods.filter((method) => !isSafeMethod(method)))];
}

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}

function hostOf(url: string): string {
  try {
    return bareHost(new URL(url).hostname);
  } catch {
    throw new FlamebenchError('bad-url', url, { reason: 'it is not an absolute URL' });
  }
}
