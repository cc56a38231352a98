import { lookup as systemLookup } from 'node:dns/promises';
import { FlamebenchError, toFailure } from '../../proto/errors';
import type { LoadPlan } from '../../proto/load';
import { isSafeMethod, type Preflight } from '../../proto/preflight';
import { type AddressClass, bareHost, classifyAddress } from '../load/gate';
import type { TryOnce } from './trial';

/** How far a host is: the farthest of its addresses counts. */
export type Reach = 'this-machine' | 'private' | 'public';

/** What a person is asked before load goes to a host that is not this machine. */
export interface LoadQuestion {
  /** Lower case, an IPv6 literal without brackets: what has to be typed of a public one. */
  readonly host: string;
  readonly addresses: readonly string[];
  readonly reach: Exclude<Reach, 'this-machine'>;
  /** Of all loads that would go there. */
  readonly loads: readonly LoadPlan[];
  /** Methods among theirs that change things: POST, PUT, PATCH, DELETE and whatever HTTP does not call safe. */
  readonly unsafeMethods: readonly string[];
  /** What one request brought; null where none was sent, as it might have changed something. */
  readonly preflight: Preflight | null;
  /** Why it brought nothing, in the code of its failure; '' = it did, or none was sent. */
  readonly preflightFailure: string;
  /** What was typed and is not the host, of a second asking; '' at first. */
  readonly mistyped: string;
}

export interface LoadAnswer {
  readonly agreed: boolean;
  readonly typedHost: string;
}

/** Asks the person, on a surface that the page cannot reach. */
export type AskPerson = (question: LoadQuestion, signal: AbortSignal) => Promise<LoadAnswer>;

export type LookupAll = (host: string) => Promise<readonly { readonly address: string }[]>;

export interface PermissionPorts {
  /** null where there is nobody to ask: then load goes to this machine only. */
  readonly askPerson: AskPerson | null;
  readonly lookup?: LookupAll;
  readonly preflight: TryOnce;
}

/** Single requests to other machines in a minute, before anybody was asked: more would be a load of their own. */
const mostLooks = 30;
const looksMs = 60_000;

const everyAddress: LookupAll = (host) => systemLookup(host, { all: true });

/**
 * Who may be put under load. This machine may; a private host is asked about once as long as Flamebench runs,
 * and again when its addresses or the kind of requests change (a script may send any); a public one each time, by typing its name.
 *
 * What the window says of confirmation counts for nothing: plans leave here with what a person said here.
 */
export class LoadPermission {
  readonly #ports: PermissionPorts;
  /** Private hosts that were agreed to, with the addresses they had and whether unsafe methods were named. */
  readonly #granted = new Map<string, { addresses: ReadonlySet<string>; unsafe: boolean }>();
  /** When requests were sent to other machines that no person was asked about. */
  #looks: number[] = [];

  constructor(ports: PermissionPorts) {
    this.#ports = ports;
  }

  /**
   * Lets loads start, each with `confirmedHost` set as the load's own gate wants it.
   *
   * @throws FlamebenchError 'cancelled' where the person declines, 'target-not-confirmed' where there is nobody
   *   to ask, 'host-not-found', 'bad-url'
   */
  async admit(loads: readonly LoadPlan[], signal: AbortSignal): Promise<LoadPlan[]> {
    const byHost = new Map<string, LoadPlan[]>();
    for (const load of loads) {
      const host = hostOf(load);
      byHost.set(host, [...(byHost.get(host) ?? []), load]);
    }
    const confirmed = new Map<string, Confirmed>();
    for (const [host, plans] of byHost) confirmed.set(host, await this.#confirm(host, plans, signal));
    return loads.map((load) => ({ ...load, ...confirmed.get(hostOf(load))! }));
  }

  /**
   * Sends a plan's request once. One that might change something on another machine is asked about first.
   *
   * @throws FlamebenchError as {@link admit} and `TryOnce`
   */
  async tryOnce(load: LoadPlan, signal: AbortSignal): Promise<Preflight> {
    const { addresses, reach } = await this.#resolve(hostOf(load));
    if (reach === 'this-machine') {
      return this.#send({ ...load, confirmedHost: '', confirmedAddresses: [] }, addresses[0]!, signal);
    }
    if (isHarmless(load)) {
      this.#countLook(hostOf(load));
      return this.#send(load, addresses[0]!, signal);
    }
    const [admitted] = await this.admit([load], signal);
    return this.#send(admitted!, admitted!.confirmedAddresses[0] ?? addresses[0]!, signal);
  }

  async #confirm(host: string, loads: readonly LoadPlan[], signal: AbortSignal): Promise<Confirmed> {
    const { addresses, reach } = await this.#resolve(host);
    if (reach === 'this-machine') return { confirmedHost: '', confirmedAddresses: [] };
    const confirmed = { confirmedHost: host, confirmedAddresses: [...addresses] };
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
      return confirmed;
    }
    const { askPerson } = this.#ports;
    if (askPerson === null) {
      const way = 'load other machines from the window of the app, or with flamebench record --confirm-host';
      throw new FlamebenchError('target-not-confirmed', host, { host, address: addresses[0]!, way });
    }
    const safe = loads.find(isHarmless);
    const tried = safe === undefined ? null : await this.#look(safe, addresses[0]!, signal);
    for (let mistyped = ''; ; ) {
      const answer = await askPerson(
        {
          host,
          addresses,
          reach,
          loads,
          unsafeMethods,
          preflight: tried?.preflight ?? null,
          preflightFailure: tried?.failure ?? '',
          mistyped,
        },
        signal,
      );
      if (!answer.agreed || signal.aborted) throw new FlamebenchError('cancelled', host);
      if (reach === 'private') {
        const before = granted?.addresses ?? [];
        const unsafe = mayChange || (granted?.unsafe ?? false);
        this.#granted.set(host, { addresses: new Set([...before, ...addresses]), unsafe });
        return confirmed;
      }
      if (bareHost(answer.typedHost) === host) return confirmed;
      mistyped = answer.typedHost.trim() || ' ';
    }
  }

  /** A request before the asking; that it fails is told and hinders nothing. */
  async #look(load: LoadPlan, address: string, signal: AbortSignal) {
    try {
      this.#countLook(hostOf(load));
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
    if (found.length === 0) throw new FlamebenchError('host-not-found', host);
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

function hostOf(load: LoadPlan): string {
  try {
    return bareHost(new URL(load.url).hostname);
  } catch {
    throw new FlamebenchError('bad-url', load.url, { reason: 'it is not an absolute URL' });
  }
}
