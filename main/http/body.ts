import type { IncomingMessage } from 'node:http';
import { FlamebenchError } from '../../proto/errors';

/** Far more than any argument of the contract: files are opened and saved by the page itself. */
export const maxBodyBytes = 4 * 1024 * 1024;

/**
 * Reads the body of a request.
 * @throws FlamebenchError 'too-large' as soon as that is known, 'connection-lost'
 */
export async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const tooLarge = () => new FlamebenchError('too-large', 'message', { limitBytes: maxBodyBytes });
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let receivedBytes = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      receivedBytes += (chunk as Buffer).length;
      if (receivedBytes > maxBodyBytes) throw tooLarge();
      chunks.push(chunk as Buffer);
    }
  } catch (thrown) {
    if (thrown instanceof FlamebenchError) throw thrown;
    throw new FlamebenchError('connection-lost', 'the window', { receivedBytes });
  }
  return Buffer.concat(chunks);
}
