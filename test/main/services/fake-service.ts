import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { selfSigned } from './self-signed';

/** Starts an HTTP service on a port of its own; it ends, connections and all, with the test. */
export async function startService(handler: http.RequestListener): Promise<URL> {
  return new URL(`http://127.0.0.1:${await listen(http.createServer(handler))}/`);
}

/** The same over TLS with a certificate that nobody trusts. */
export async function startTlsService(handler: http.RequestListener): Promise<URL> {
  return new URL(`https://127.0.0.1:${await listen(https.createServer(selfSigned, handler))}/`);
}

/** A service that treats its sockets as the test likes. */
export async function startRawService(onRequest: (socket: net.Socket) => void): Promise<URL> {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => onRequest(socket));
  });
  return new URL(`http://127.0.0.1:${await listen(server)}/`);
}

/** The URL of a port at which nobody listens. */
export async function unusedUrl(): Promise<URL> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return new URL(`http://127.0.0.1:${port}/`);
}

async function listen(server: net.Server): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  onTestFinished(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as net.AddressInfo).port;
}

/** The smallest honest profile: one sample type, no samples, and a duration. Compressed, as services send it. */
export function tinyProfile(durationNanos = 0n): Uint8Array {
  const text = (value: string) => [0x32, value.length, ...Buffer.from(value)];
  const plain = [
    ...[0x0a, 4, 0x08, 1, 0x10, 2], // sample_type { type: 1, unit: 2 }
    ...[...text(''), ...text('cpu'), ...text('nanoseconds')],
    ...(durationNanos > 0n ? [0x50, ...varint(durationNanos)] : []),
  ];
  return new Uint8Array(gzipSync(Uint8Array.from(plain)));
}

function varint(value: bigint): number[] {
  return value < 128n ? [Number(value)] : [Number(value & 127n) | 128, ...varint(value >> 7n)];
}
