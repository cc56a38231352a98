import type { Socket } from 'node:net';

/**
 * Writes past the stream, straight to a socket's native handle. The stream's bookkeeping and its tick per write
 * cost a tenth of a small request, and a load needs none of it: it sends when it has the answer before, and
 * knows from the answer that the bytes arrived.
 *
 * The handle is internal to Node, though unchanged since version 12. So nothing is assumed: the request object
 * it needs is taken from one ordinary write, and where handle or object look different, writes stay ordinary.
 */
interface Handle {
  /** 0, or a negative error number. `request` is only kept where the bytes did not all go at once. */
  writeBuffer(request: WriteRequest, bytes: Uint8Array): number;
  /** Bytes not yet handed to the kernel. */
  readonly writeQueueSize: number;
}

interface WriteRequest {
  /** Called for a write that was kept; `status` is 0 or a negative error number. */
  oncomplete: (status: number) => void;
  /** Set while the write is kept, so that the memory outlives it. */
  bytes?: Uint8Array;
}

type WriteRequestClass = new () => WriteRequest;

/** undefined: not looked for yet; null: this runtime has none. One per thread. */
let requestClass: WriteRequestClass | null | undefined;

/** How the bytes of one socket leave. */
export class Writer {
  readonly #socket: Socket;
  readonly #failed: (reason: string) => void;
  /** TLS keeps every request object until its bytes are encrypted and sent; plain sockets seldom do. */
  readonly #keepsAll: boolean;
  #handle: Handle | null = null;
  #request: WriteRequest | null = null;

  /** For a connected socket. `failed` hears what the stream's 'error' event does not. */
  constructor(socket: Socket, keepsAll: boolean, failed: (reason: string) => void) {
    this.#socket = socket;
    this.#keepsAll = keepsAll;
    this.#failed = failed;
    if (requestClass) this.#begin(requestClass);
  }

  write(bytes: Uint8Array): void {
    const handle = this.#handle;
    if (handle === null) {
      this.#writeOrdinarily(bytes);
      return;
    }
    if (this.#socket.destroyed) return; // its 'error' or 'end' is on its way
    this.#request ??= this.#newRequest(requestClass as WriteRequestClass);
    const status = handle.writeBuffer(this.#request, bytes);
    if (status !== 0) this.#failed(`error ${status}`);
    else if (this.#keepsAll || handle.writeQueueSize > 0) {
      this.#request.bytes = bytes;
      this.#request = null;
    }
  }

  #writeOrdinarily(bytes: Uint8Array): void {
    if (requestClass !== undefined) {
      this.#socket.write(bytes);
      return;
    }
    requestClass = learnClass(this.#socket, bytes);
    if (requestClass) this.#begin(requestClass);
  }

  #begin(made: WriteRequestClass): void {
    const handle = handleOf(this.#socket);
    if (handle === null) return;
    this.#handle = handle;
    this.#request = this.#newRequest(made);
  }

  #newRequest(made: WriteRequestClass): WriteRequest {
    const request = new made();
    request.oncomplete = (status) => {
      if (status < 0 && !this.#socket.destroyed) this.#failed(`error ${status}`);
    };
    return request;
  }
}

function handleOf(socket: Socket): Handle | null {
  const handle = (socket as unknown as { _handle?: Partial<Handle> | null })._handle;
  if (typeof handle?.writeBuffer !== 'function' || typeof handle.writeQueueSize !== 'number') return null;
  return handle as Handle;
}

/** Writes the bytes in the ordinary way and looks at the request object that the stream makes for them. */
function learnClass(socket: Socket, bytes: Uint8Array): WriteRequestClass | null {
  const handle = handleOf(socket);
  let found: WriteRequestClass | null = null;
  if (handle !== null) {
    const original = handle.writeBuffer;
    handle.writeBuffer = (request, data) => {
      const { constructor: made } = request as unknown as { constructor: unknown };
      if (typeof made === 'function' && made !== Object) found = made as WriteRequestClass;
      return original.call(handle, request, data);
    };
  }
  socket.write(bytes);
  // What was set on the object itself hid the prototype's method.
  if (handle !== null) Reflect.deleteProperty(handle, 'writeBuffer');
  return found;
}
