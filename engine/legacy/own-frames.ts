import type { ValueType } from '../model/profile';

/** The allocators of the C and C++ libraries, of tcmalloc, macOS and Go, and the wrappers around them. */
const libc = ['malloc', 'calloc', 'realloc', 'valloc', 'pvalloc', 'memalign', 'free', 'cfree'];
const macZone = ['malloc', 'calloc', 'valloc', 'realloc', 'memalign', 'free'];
const tcmalloc = [
  ...['malloc', 'calloc', 'realloc', 'valloc', 'pvalloc', 'memalign', 'posix_memalign', 'free', 'cfree'],
  ...['new', 'newarray', 'new_nothrow', 'newarray_nothrow', 'delete', 'deletearray'],
];
const allocators = [
  ...libc,
  'do_memalign',
  '(__)?posix_memalign',
  ...tcmalloc.map((name) => `tc_${name}`),
  'tcmalloc::.*',
  ...macZone.map((name) => `malloc_zone_${name}`),
  'runtime\\..*',
  ...['', '_no_errno', '_pages'].map((name) => `(::)?do_malloc${name}`),
  'operator new(\\[\\])?',
  '__builtin_(vec_)?(new|delete)',
  ...['BaseArena::.*', 'DoSampledAllocation', 'MallocedMemBlock::MallocedMemBlock', '_M_allocate'],
  ...['__gnu_cxx::new_allocator::allocate', '__libc_malloc', '__malloc_alloc_template::allocate'],
  ...['allocate', 'cpp_alloc', 'simple_alloc::allocate'],
];

/** Frames of Go's runtime that stand in the middle of a stack and mean something there. */
const keptRuntime = ['runtime\\.panic', 'runtime\\.reflectcall', 'runtime\\.call[0-9]*'];

const signalHandlers = [
  ...['ProfileData::Add', 'ProfileData::prof_handler', 'CpuProfiler::prof_handler'],
  ...['__pthread_sighandler', '__restore'],
];

const locks = [
  ...['RecordLockProfileData', 'SubmitMutexProfileData', 'SubmitSpinLockProfileData'].map(
    (name) => `(base::)?${name}.*`,
  ),
  ...['AwaitCommon', 'Unlock', 'UnlockSlow', 'ReaderUnlock'].map((name) => `((base::)?Mutex::)?${name}.*`),
  '((base::)?MutexLock::)?~MutexLock.*',
  ...['Unlock', 'SlowUnlock'].map((name) => `(SpinLock::)?${name}.*`),
  '(SpinLockHolder::)?~SpinLockHolder.*',
];

/**
 * The frames that belong to measuring rather than to the program, as the `dropFrames` and `keepFrames` of a
 * profile whose format has no such fields. What is measured tells which they are.
 */
export function ownFrames(sampleTypes: readonly ValueType[]): { dropFrames: string; keepFrames: string } {
  const types = sampleTypes.map(({ type }) => type).join(' ');
  if (/^((alloc|inuse)_objects (alloc|inuse)_space ?)+$|^objects space$/.test(types)) {
    return { dropFrames: allocators.join('|'), keepFrames: keptRuntime.join('|') };
  }
  if (types === 'contentions delay') return { dropFrames: locks.join('|'), keepFrames: '' };
  return { dropFrames: signalHandlers.join('|'), keepFrames: '' };
}
