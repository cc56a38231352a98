/**
 * Kinds of work that a program does beside its own, told by the names of functions: Go's runtime, libc and
 * allocators, V8, the JVM, CPython, the kernel. A frame may belong to several.
 */
export const categories = {
  gc: /^(runtime\.(gc(BgMarkWorker|AssistAlloc|Drain|Start|MarkDone|MarkTermination)|bgsweep|bgscavenge|sweepone|wbBufFlush)|\(garbage collector\)$|gc_collect_main|G1.*(Collect|Evac|Mark)|GCTaskThread|Scavenger::|MarkCompactCollector)/,
  allocation:
    /^(runtime\.(mallocgc|newobject|makeslice|growslice|newarray|rawbyteslice|rawstring)|(__libc_|_int_|tc_|je_|mi_)?(malloc|calloc|realloc|free)$|operator (new|delete)|_PyObject_Malloc|PyObject_Malloc|__rust_alloc|alloc::alloc)/,
  locks:
    /^(sync\.\(\*(RW)?Mutex\)\.|sync\.\(\*(Cond|WaitGroup)\)\.Wait|internal\/sync\.\(\*Mutex\)\.|runtime\.(lock2?|lockWithRank|semacquire1?|semrelease1?|unlock2?)$|(__)?pthread_(mutex|rwlock|cond|spin)|__lll_lock|futex|do_futex|parking_lot|std::(mutex|condition_variable|sync::mutex)|java\.util\.concurrent\.locks|ObjectMonitor|take_gil)/,
  scheduling:
    /^(runtime\.(schedule|findRunnable|mcall|park_m|gopreempt_m|goschedImpl|stealWork|wakep|startm|notewakeup)$|__schedule$|schedule$)/,
  syscalls:
    /^((internal\/runtime\/)?syscall\.(Raw)?Syscall|syscall\.(read|write|Read|Write)$|runtime\.(entersyscall|exitsyscall|netpoll|epollwait)$|do_syscall_64|entry_SYSCALL_64|epoll_wait|__x64_sys_)/,
  copying:
    /^(runtime\.(memmove|memclrNoHeapPointers|typedmemmove|duffcopy|duffzero)|_*mem(cpy|move|set)(_|$))/,
  maps: /^(runtime\.map(access|assign|delete|iter)|internal\/runtime\/maps\.|std::unordered_map|std::_Hashtable|hashbrown::)/,
  serialisation:
    /^(encoding\/(json|gob|xml)\.|google\.golang\.org\/protobuf\/|JSON\.(parse|stringify)|json\.|serde_json::|com\.fasterxml\.jackson)/,
  reflection: /^(reflect\.|java\.lang\.reflect)/,
  regexps: /^(regexp\.|regexp\/syntax\.|RegExp: |java\.util\.regex|re::|regex::)/,
  formatting: /^(fmt\.|vfprintf|__vfprintf|snprintf|core::fmt::)/,
} as const satisfies Record<string, RegExp>;

export type CategoryId = keyof typeof categories;
export const categoryIds = Object.keys(categories) as readonly CategoryId[];

/** Per frame row one bit for each category that its name is of, by the category's place in the list. */
export function categoryBits(names: readonly string[]): Int32Array {
  const bits = new Int32Array(names.length);
  categoryIds.forEach((id, place) => {
    for (let row = 1; row < names.length; row++)
      if (categories[id].test(names[row]!)) bits[row]! |= 1 << place;
  });
  return bits;
}
