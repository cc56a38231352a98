/**
 * The same API for scripts in JavaScript, run inside the script's own realm. What crosses between the realms
 * are primitive values only: an object of the host's in the script's hands would lead it, by its constructor,
 * to everything the host can do. The host's functions stay in this closure, and what they throw is made anew.
 */
export const bootstrap = String.raw`
'use strict';
(function install(host, hostPrint, hostLookup, hostConnect, hostStop, hostBytes) {
  // Called with the frames of a stack, which are objects of whoever looks at it: of the host, where an error comes out.
  Object.defineProperty(Error, 'prepareStackTrace', { value: undefined });
  Object.defineProperty(globalThis, 'Error', { value: Error, writable: false, configurable: false });
  const { parse, stringify } = JSON;
  // As they were before the script ran: it may put others in their place, and would be handed what they get.
  const asText = String, Failure = Error, TypeFailure = TypeError;
  const guarded = (fn) => (...args) => {
    let failure;
    try { return fn(...args); } catch (error) { failure = asText(error && error.message || error); }
    throw new Failure(failure);
  };
  const ask = guarded(hostLookup), tries = guarded(hostConnect);
  const say = guarded(hostPrint), halt = guarded(hostStop), bytesOf = guarded(hostBytes);
  const given = parse(host);

  class Address {
    #ip; #port;
    constructor(ip, port) { this.#ip = ip; this.#port = port; Object.freeze(this); }
    get ip() { return this.#ip; }
    get port() { return this.#port; }
    toString() { return (this.#ip.includes(':') ? '[' + this.#ip + ']' : this.#ip) + ':' + this.#port; }
  }
  const checked = (address) => {
    if (!(address instanceof Address)) throw new TypeFailure('an address from wrk.lookup is expected');
    return address;
  };

  class Thread {
    #state;
    constructor(state) { this.#state = state; Object.freeze(this); }
    get addr() { return this.#state.addr; }
    set addr(address) { this.#state.addr = checked(address); }
    get(name) { return this.#state.get(asText(name)); }
    set(name, value) { this.#state.set(asText(name), transferable(value)); }
    stop() { this.#state.stop(); }
  }
  const transferable = (value) => {
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw new TypeFailure('cannot transfer a ' + typeof value + ' to a thread');
    }
    return value === undefined ? undefined : parse(stringify(value));
  };

  class Stats {
    #values; #counts; #total;
    constructor(values, counts, rest) {
      this.#values = values; this.#counts = counts; this.#total = rest.total;
      this.min = rest.min; this.max = rest.max; this.mean = rest.mean; this.stdev = rest.stdev;
      Object.freeze(this);
    }
    get length() { return this.#values.length; }
    percentile(p) {
      const rank = Math.min(this.#total, Math.round(p / 100 * this.#total + 0.5));
      let seen = 0;
      for (let i = 0; i < this.#values.length; i++) {
        seen += this.#counts[i];
        if (seen >= rank) return this.#values[i];
      }
      return 0;
    }
    /** [value, count] of the i-th distinct value, from 0. */
    at(i) { return i in this.#values ? [this.#values[i], this.#counts[i]] : undefined; }
    *[Symbol.iterator]() { for (let i = 0; i < this.length; i++) yield this.at(i); }
  }

  let prepared;
  const wrk = {
    scheme: given.scheme, host: given.host, port: given.port, method: given.method, path: given.path,
    headers: { ...given.headers }, body: given.body, thread: undefined,
    format(method, path, headers, body) {
      method ??= wrk.method; path ??= wrk.path; headers ??= wrk.headers; body ??= wrk.body;
      headers.Host ??= wrk.headers.Host;
      if (body === undefined) delete headers['Content-Length'];
      else headers['Content-Length'] = bytesOf(asText(body));
      let text = method + ' ' + path + ' HTTP/1.1\r\n';
      for (const name in headers) text += name + ': ' + headers[name] + '\r\n';
      return text + '\r\n' + (body ?? '');
    },
    lookup: (name, service = 'http') => parse(ask(asText(name), asText(service))).map(([ip, port]) => new Address(ip, port)),
    connect: (address) => tries(checked(address).ip, address.port),
    request: () => prepared,
  };
  globalThis.wrk = wrk;
  globalThis.print = (...values) => say(values.map(asText).join('\t') + '\n');

  const threads = [];
  // The host runs '__call' where a call is to have a deadline: a deadline belongs to code the realm runs.
  let heads = Object.create(null);
  let next;
  Object.defineProperty(globalThis, '__call', {
    value: () => {
      const call = next;
      next = undefined;
      if (call) call();
    },
  });
  return {
    next(call) { next = call; },
    ownThread(ip, port) {
      wrk.thread = new Thread({
        addr: new Address(ip, port),
        get: (name) => globalThis[name],
        set: (name, value) => { globalThis[name] = value; },
        stop: halt,
      });
    },
    set(name, value) { globalThis[name] = value === '' ? undefined : parse(value); },
    start(init, args) {
      wrk.headers.Host ??= (wrk.host.includes(':') ? '[' + wrk.host + ']' : wrk.host) + (wrk.port ? ':' + wrk.port : '');
      if (init) init(parse(args));
      prepared = wrk.format();
    },
    setup(setup, ip, port, globals) {
      const state = { addr: new Address(ip, port), globals: parse(globals), sets: [] };
      state.get = (name) => state.globals[name];
      state.set = (name, value) => { state.globals[name] = value; state.sets.push([name, value]); };
      state.stop = () => {};
      const thread = new Thread(state);
      threads.push(state);
      if (setup) setup(thread);
      return stringify({ address: state.addr.ip, port: state.addr.port, sets: state.sets });
    },
    done(done, globals, summary, latency, requests) {
      parse(globals).forEach((each, i) => { if (threads[i]) threads[i].globals = each; });
      const stats = (text) => { const { values, counts, ...rest } = parse(text); return new Stats(values, counts, rest); };
      done(parse(summary), stats(latency), stats(requests));
    },
    prepared: () => prepared,
    // Calls with a name and a value each are cheaper than a text of all; no name can mean a prototype.
    header(name, value) { heads[name] = value; },
    headers() {
      const all = heads;
      heads = Object.create(null);
      return all;
    },
    json(value) {
      if (typeof value === 'function' || typeof value === 'symbol') return undefined;
      try { return stringify(value); } catch { return undefined; }
    },
  };
})
`;
