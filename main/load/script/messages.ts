/** What a script's bytes ask for, as far as the load must know to match responses with them. */
export interface Messages {
  /** Requests in a row. */
  readonly count: number;
  /** They ask for HEAD: responses have no bodies. */
  readonly head: boolean;
  /** They ask for the connection to be closed. */
  readonly closes: boolean;
}

const startLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) \S+ HTTP\/1\.[01]$/;

/**
 * Reads one or more HTTP/1.x requests that lie one behind the other; as strict as needed to count them.
 * @returns what is wrong where they are no requests
 */
export function readMessages(bytes: Uint8Array): Messages | string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = 0;
  let head = 0;
  let closes = false;
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf('\r\n\r\n', at);
    if (end === -1) return 'its head does not end with an empty line';
    const [first, ...fields] = text.toString('latin1', at, end).split('\r\n');
    const method = startLine.exec(first)?.[1];
    if (method === undefined)
      return `it begins with '${first.slice(0, 60)}', not with a line like GET / HTTP/1.1`;
    const body = bodyLength(fields);
    if (typeof body === 'string') return body;
    at = end + 4 + body;
    if (at > text.length) return `its body is ${at - text.length} bytes shorter than its Content-Length`;
    count++;
    if (method === 'HEAD') head++;
    if (fields.some((field) => /^connection:.*\bclose\b/i.test(field))) closes = true;
  }
  if (count === 0) return 'it is empty';
  if (head !== 0 && head !== count) return 'HEAD cannot be pipelined with other methods';
  return { count, head: head > 0, closes };
}

/** Bytes of the body by its fields, or what is wrong. */
function bodyLength(fields: readonly string[]): number | string {
  let length = 0;
  for (const field of fields) {
    const [, name = '', value = ''] = /^([^:\s]+):\s*(.*?)\s*$/.exec(field) ?? [];
    if (name === '') return `its header line '${field.slice(0, 60)}' has no name and colon`;
    if (/^transfer-encoding$/i.test(name))
      return 'its body is chunked, which scripts cannot send yet; give a Content-Length';
    if (!/^content-length$/i.test(name)) continue;
    if (!/^\d{1,15}$/.test(value)) return `its Content-Length is '${value.slice(0, 60)}'`;
    length = Number(value);
  }
  return length;
}
