import { createConnection, type Socket } from 'node:net';

/** Where connections go: one address, resolved and passed by the gate before the load began. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** What a connection hears from its socket. Bytes are only valid during the call. */
export interface SocketEvents {
  opened(): void;
  received(bytes: Uint8Array, count: number): void;
  /** The peer will send no more. */
  ended(): void;
  failed(error: NodeJS.ErrnoException): void;
}

/** Opens a socket that reports to `events` until it is destroyed. */
export type Transport = (events: SocketEvents) => Socket;

const readBytes = 64 * 1024;

/**
 * Plain TCP. All sockets of a worker read into one buffer: events arrive one at a time and whoever hears
 * them consumes the bytes at once, so nothing is allocated per read.
 */
export function tcpTransport(endpoint: Endpoint): Transport {
  const buffer = new Uint8Array(readBytes);
  return (events) => {
    const socket = createConnection({
      host: endpoint.address,
      port: endpoint.port,
      noDelay: true,
      onread: {
        buffer,
        callback: (count) => {
          if (!socket.destroyed) events.received(buffer, count);
          return true;
        },
      },
    });
    socket.on('connect', () => events.opened());
    socket.on('end', () => events.ended());
    // Stays attached after destroy(): a late error must not become an uncaught one.
    socket.on('error', (error) => events.failed(error));
    return socket;
  };
}
