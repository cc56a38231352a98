import { FlamebenchError } from '../../../../proto/errors';
import { formatTime, readLocal, writeLocal, writeUtc } from './calendar';
import { errno, type ScriptFiles } from './files';
import type { LuaExports, WasmImports } from './wasm';

/** Memory of one state: a script that wants more gets Lua's own 'not enough memory'. */
const maxMemoryBytes = 512 << 20;
const pageBytes = 65_536;

/** What C's longjmp is here: Lua unwinds its errors with it. */
const longJump = Object.freeze({ name: 'longjmp' });

/**
 * What the machine imports: C's library towards the system. It gets files (files.ts), a clock, and nothing
 * else: no processes, no environment, no network. `os.exit` ends the script as a failure, by a throw no Lua
 * code can catch.
 */
export function luaImports(name: string, files: ScriptFiles, machine: () => LuaExports): WasmImports {
  const bytes = (): Buffer => Buffer.from(machine().memory.buffer);
  const text = (at: number): string => {
    const heap = bytes();
    return heap.toString('latin1', at, heap.indexOf(0, at));
  };
  const tm = (at: number): Int32Array => new Int32Array(machine().memory.buffer, at, 11);
  const date = (low: number, high: number): Date => new Date((high * 4294967296 + (low >>> 0)) * 1000);

  /** Runs `each` over the buffers of a list of addresses and lengths until one comes out short. */
  const overBuffers = (
    list: number,
    count: number,
    total: number,
    each: (buffer: Uint8Array) => number,
  ): number => {
    const heap = bytes();
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const at = heap.readUInt32LE(list + i * 8);
      const length = heap.readUInt32LE(list + i * 8 + 4);
      const done = each(heap.subarray(at, at + length));
      if (done < 0) return -done;
      sum += done;
      if (done < length) break;
    }
    heap.writeUInt32LE(sum, total);
    return 0;
  };

  const functions: ((...args: number[]) => void)[] = [];
  const functionAt = (slot: number): ((...args: number[]) => void) => {
    functions[slot] ??= machine().__indirect_function_table.get(slot) as (...args: number[]) => void;
    return functions[slot];
  };

  const env = {
    exit: (status: number) => {
      throw new FlamebenchError('script-failed', name, { reason: `it called os.exit(${status})` });
    },
    invoke_vii: (slot: number, a: number, b: number) => {
      const stack = machine().stackSave();
      try {
        functionAt(slot)(a, b);
      } catch (thrown) {
        machine().stackRestore(stack);
        if (thrown !== longJump) throw thrown;
        machine().setThrew(1, 0);
      }
    },
    _emscripten_throw_longjmp: () => {
      throw longJump;
    },
    emscripten_memcpy_js: (to: number, from: number, count: number) => {
      new Uint8Array(machine().memory.buffer).copyWithin(to, from, from + count);
    },
    emscripten_resize_heap: (wanted: number) => {
      const { memory } = machine();
      const now = memory.buffer.byteLength;
      const size = Math.min(Math.max(wanted >>> 0, now * 1.2), maxMemoryBytes);
      if (wanted >>> 0 > maxMemoryBytes) return 0;
      try {
        memory.grow(Math.ceil((size - now) / pageBytes));
        return 1;
      } catch {
        return 0;
      }
    },
    emscripten_date_now: () => Date.now(),
    _emscripten_get_now_is_monotonic: () => 0,
    _tzset_js: (offset: number, hasSummer: number, names: number) => {
      // Names of zones are not told; the offset is what `os.date` needs.
      const heap = bytes();
      heap.writeInt32LE(new Date().getTimezoneOffset() * 60, offset);
      heap.writeInt32LE(0, hasSummer);
      const empty = machine().malloc(1);
      bytes()[empty] = 0;
      bytes().writeUInt32LE(empty, names);
      bytes().writeUInt32LE(empty, names + 4);
    },
    _localtime_js: (low: number, high: number, at: number) => writeLocal(date(low, high), tm(at)),
    _gmtime_js: (low: number, high: number, at: number) => writeUtc(date(low, high), tm(at)),
    _mktime_js: (at: number) => {
      const seconds = readLocal(tm(at));
      machine().setTempRet0(Math.floor(seconds / 4294967296)); // the high half of a 64-bit result
      return seconds | 0;
    },
    strftime: (to: number, room: number, format: number, at: number) => {
      const formatted = Buffer.from(formatTime(text(format), tm(at)), 'latin1');
      if (formatted.length + 1 > room) return 0;
      const heap = bytes();
      heap.set(formatted, to);
      heap[to + formatted.length] = 0;
      return formatted.length;
    },
    __syscall_openat: (_folder: number, path: number, flags: number) => files.open(text(path), flags),
    __syscall_fcntl64: () => 0,
    __syscall_ioctl: () => -errno.notATerminal,
    __syscall_dup3: () => -errno.badFile,
    __syscall_unlinkat: () => -errno.readOnly,
    __syscall_rmdir: () => -errno.readOnly,
    __syscall_renameat: () => -errno.readOnly,
    __syscall_readlinkat: () => -errno.invalid,
    _emscripten_system: (command: number) => (command === 0 ? 0 : -errno.notSupported),
  };

  const wasi = {
    fd_read: (descriptor: number, list: number, count: number, total: number) =>
      overBuffers(list, count, total, (buffer) => files.read(descriptor, buffer)),
    fd_write: (descriptor: number, list: number, count: number, total: number) =>
      overBuffers(list, count, total, (buffer) => files.write(descriptor, buffer)),
    fd_close: (descriptor: number) => -files.close(descriptor),
    fd_seek: (descriptor: number, low: number, high: number, whence: number, result: number) => {
      const at = files.seek(descriptor, high * 4294967296 + (low >>> 0), whence);
      if (at < 0) return -at;
      bytes().writeBigInt64LE(BigInt(at), result);
      return 0;
    },
    environ_sizes_get: (count: number, size: number) => {
      bytes().writeUInt32LE(0, count);
      bytes().writeUInt32LE(0, size);
      return 0;
    },
    environ_get: () => 0,
  };
  return { env, wasi_snapshot_preview1: wasi };
}
