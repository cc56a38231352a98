import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, normalize, resolve, sep } from 'node:path';

// Just enough of tar (POSIX ustar with pax and GNU long names) to unpack a runtime where no tar is installed.

const blockBytes = 512;

/** Text up to the first NUL. */
function text(block, offset, length) {
  const end = block.indexOf(0, offset);
  return block.toString('utf8', offset, end === -1 || end > offset + length ? offset + length : end);
}

/** Reads exact numbers of bytes from a stream of chunks of any size. */
class ByteReader {
  /** @param {AsyncIterable<Buffer>} stream */
  constructor(stream) {
    this.chunks = stream[Symbol.asyncIterator]();
    /** @type {Buffer} */
    this.rest = Buffer.alloc(0);
  }

  /** The next bytes, at most `limit` of them; empty at the end. */
  async some(limit) {
    while (this.rest.length === 0) {
      const { done, value } = await this.chunks.next();
      if (done) return this.rest;
      this.rest = value;
    }
    const part = this.rest.subarray(0, limit);
    this.rest = this.rest.subarray(part.length);
    return part;
  }

  /** Exactly `length` bytes, handed to `sink` piece by piece. Throws where the archive ends early. */
  async exactly(length, sink) {
    for (let left = length; left > 0; ) {
      const part = await this.some(left);
      if (part.length === 0) throw new Error('the archive ends early');
      left -= part.length;
      await sink(part);
    }
  }

  async buffer(length) {
    const parts = [];
    await this.exactly(length, async (part) => void parts.push(part));
    return Buffer.concat(parts, length);
  }
}

/** @typedef {{ name: string, type: string, mode: number, link: string, size: number }} TarEntry */

/** @returns {TarEntry} */
function parseHeader(block) {
  let sum = 8 * 32;
  for (let i = 0; i < blockBytes; i++) if (i < 148 || i >= 156) sum += block[i];
  if (sum !== Number.parseInt(text(block, 148, 8), 8)) throw new Error('an entry has a wrong checksum');
  const prefix = text(block, 257, 5) === 'ustar' ? text(block, 345, 155) : '';
  return {
    name: prefix === '' ? text(block, 0, 100) : `${prefix}/${text(block, 0, 100)}`,
    type: String.fromCharCode(block[156] || 48),
    mode: Number.parseInt(text(block, 100, 8), 8) & 0o777,
    link: text(block, 157, 100),
    size: Number.parseInt(text(block, 124, 12), 8) || 0,
  };
}

/** The records 'length key=value\n' of a pax header. */
function parsePax(bytes) {
  const records = {};
  for (let at = 0; at < bytes.length; ) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 12), 10);
    if (!(length > 0)) break;
    const record = bytes.toString('utf8', at, at + length - 1);
    const equals = record.indexOf('=');
    records[record.slice(record.indexOf(' ') + 1, equals)] = record.slice(equals + 1);
    at += length;
  }
  return records;
}

/**
 * Where an entry goes, or null when it would leave the folder.
 * @param {string} folder absolute
 * @param {string} name
 */
function inside(folder, name) {
  const target = resolve(folder, normalize(name));
  return !isAbsolute(name) && (target === folder || target.startsWith(folder + sep)) ? target : null;
}

/** @param {ByteReader} reader */
async function writeEntry(reader, entry, target) {
  await mkdir(dirname(target), { recursive: true });
  const file = createWriteStream(target, { mode: entry.mode });
  const closed = once(file, 'close');
  closed.catch(() => {});
  await reader.exactly(entry.size, async (part) => {
    if (!file.write(part)) await Promise.race([once(file, 'drain'), closed]);
  });
  file.end();
  await closed;
}

/**
 * Unpacks a tar stream into a folder: files, folders and links that stay inside it.
 * Throws on a damaged archive and on an entry that points outside.
 * @param {AsyncIterable<Buffer>} stream uncompressed tar
 * @param {string} folder
 * @param {(name: string) => boolean} [wanted] by entry name without a leading './'
 */
export async function untar(stream, folder, wanted = () => true) {
  const root = resolve(folder);
  const reader = new ByteReader(stream);
  /** @type {{ path?: string, linkpath?: string, size?: string }} */
  let extra = {};
  for (;;) {
    const block = await reader.buffer(blockBytes);
    if (block.every((byte) => byte === 0)) return;
    const header = parseHeader(block);
    const padding = (size) => (blockBytes - (size % blockBytes)) % blockBytes;
    if ('xgLK'.includes(header.type)) {
      const bytes = await reader.buffer(header.size);
      await reader.buffer(padding(header.size));
      if (header.type === 'x') extra = { ...extra, ...parsePax(bytes) };
      if (header.type === 'L') extra.path = text(bytes, 0, bytes.length);
      if (header.type === 'K') extra.linkpath = text(bytes, 0, bytes.length);
      continue;
    }
    const entry = {
      ...header,
      name: (extra.path ?? header.name).replace(/^(\.\/)+/, ''),
      link: extra.linkpath ?? header.link,
      size: extra.size === undefined ? header.size : Number(extra.size),
    };
    extra = {};
    const target = inside(root, entry.name);
    if (target === null) throw new Error(`the entry ${entry.name} points outside the folder`);
    if (!wanted(entry.name)) await reader.exactly(entry.size, async () => {});
    else if (entry.type === '5') await mkdir(target, { recursive: true });
    else if (entry.type === '0') await writeEntry(reader, entry, target);
    else if (entry.type === '2') {
      const points = resolve(dirname(target), entry.link);
      if (!points.startsWith(root + sep)) throw new Error(`the link ${entry.name} points outside the folder`);
      await mkdir(dirname(target), { recursive: true });
      await symlink(entry.link, target);
    } else await reader.exactly(entry.size, async () => {});
    await reader.buffer(padding(entry.size));
  }
}
