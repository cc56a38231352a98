import { createConnection, type Socket, type TcpNetConnectOpts } from 'node:net';
import { type ConnectionOptions, connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import { Writer } from './lean-write';

/** Where connections go: one address, resolved and passed by the gate before the load began. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** What a connection hears from its wire. Bytes are only valid during the call. */
export interface WireEvents {
  opened(): void;
  received(bytes: Uint8Array, count: number): void;
  /** The peer will send no more. */
  ended(): void;
  /** Also called from within {@link Wire.write}. */
  failed(kind: 'connect' | 'tls' | 'read' | 'write', reason: string): void;
}

/** An open or opening connection to the service. */
export interface Wire {
  /** Only once it has opened. */
  write(bytes: Uint8Array): void;
  /** Closes at once, whatever is in flight. */
  destroy(): void;
}

/** Opens a wire that reports to `events` until it is destroyed. */
export type Transport = (events: WireEvents) => Wire;

const readBytes = 64 * 1024;

/**
 * All sockets of a worker read into one buffer: events arrive one at a time and whoever hears them consumes the
 * bytes at once, so nothing is allocated per read.
 */
export function readBuffer(): Uint8Array {
  return new Uint8Array(readBytes);
}

/** Plain TCP. */
export function tcpTransport({ address, port }: Endpoint, buffer = readBuffer()): Transport {
  return (events) => {
    const socket: Socket = createConnection({
      host: address,
      port,
      noDelay: true,
      onread: { buffer, callback: (count) => receive(socket, events, buffer, count) },
    });
    return wireOf(socket, 'connect', events);
  };
}

/** What TLS needs to know of the service and the client. */
export interface TlsSetting {
  readonly context: SecureContext;
  /** Takes any certificate. */
  readonly insecure: boolean;
  /** Name to ask for and to find in the certificate; '' for an address, which is then looked for itself. */
  readonly serverName: string;
}

/** HTTP/1.1 over TLS. Counts as open when the certificates are agreed on. */
export function tlsTransport(
  { address, port }: Endpoint,
  { context, insecure, serverName }: TlsSetting,
  buffer = readBuffer(),
): Transport {
  return (events) => {
    const options: ConnectionOptions & Pick<TcpNetConnectOpts, 'onread'> = {
      host: address,
      port,
      ...(serverName === '' ? {} : { servername: serverName }),
      secureContext: context,
      rejectUnauthorized: !insecure,
      ALPNProtocols: ['http/1.1'],
      onread: { buffer, callback: (count: number) => receive(socket, events, buffer, count) },
    };
    const socket: TLSSocket = connectTls(options);
    socket.setNoDelay(true);
    return wireOf(socket, 'secureConnect', events);
  };
}

function receive(socket: Socket, events: WireEvents, buffer: Uint8Array, count: number): boolean {
  if (!socket.destroyed) events.received(buffer, count);
  return true;
}

function wireOf(socket: Socket, openEvent: 'connect' | 'secureConnect', events: WireEvents): Wire {
  let stage: 'connect' | 'tls' | 'open' = 'connect';
  let writer: Writer | null = null;
  if (openEvent === 'secureConnect') {
    socket.on('connect', () => {
      stage = 'tls';
    });
  }
  socket.on(openEvent, () => {
    stage = 'open';
    writer = new Writer(socket, openEvent === 'secureConnect', (reason) => events.failed('write', reason));
    events.opened();
  });
  socket.on('end', () => events.ended());
  // Stays attached after destroy(): a late error must not become an uncaught one.
  socket.on('error', (error: NodeJS.ErrnoException) => {
    const kind = stage === 'open' ? (error.syscall === 'write' ? 'write' : 'read') : stage;
    events.failed(kind, error.code === undefined ? error.message : `${error.code}: ${error.message}`);
  });
  return {
    write: (bytes) => writer?.write(bytes),
    destroy: () => {
      socket.destroy();
    },
  };
}
