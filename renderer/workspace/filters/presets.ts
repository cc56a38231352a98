import type { FrameText } from '../../views/frame-text';

/** Filters that a person would have to think about, made from what is in the profile. Pure. */

/**
 * What a runtime does on its own behalf, by names and files: Go's runtime, Node's internals and V8's pseudo
 * frames, Java's and .NET's launch code, libc, the dynamic linker, the kernel.
 */
const runtimeParts = [
  '^runtime[./]',
  '^internal/(runtime|abi|cpu|poll|syscall)',
  String.raw`^(syscall|reflect)\.`,
  '^node:',
  String.raw`^\((garbage collector|program|idle|root)\)$`,
  String.raw`^(java\.lang\.(Thread|reflect)|jdk\.internal|sun\.reflect)\.`,
  '^(__libc_|_start$|clone3?$|start_thread$)',
  '(^|/)(libc|libpthread|ld-linux[^/]*|ld)[-.][^/]*so',
  String.raw`^\[(kernel|vdso|libc)`,
  String.raw`^\[?(vmlinux|entry_SYSCALL_64|do_syscall_64|native_write_msr)`,
];

export const runtimePattern = runtimeParts.join('|');

/** Whether the runtime is in the profile at all. */
export function hasRuntime({ names, files }: FrameText, matches: (text: string) => boolean): boolean {
  return names.some((name, row) => row > 0 && (matches(name) || matches(files[row] ?? '')));
}

/**
 * A pattern for `show` that leaves the code of the program itself, without its libraries and runtime; '' where
 * nothing tells which that is.
 *
 * The program is where its `main` is: in Go, package main and what lies in the module around its file; in
 * scripts, the files outside node_modules and of no runtime that lie in the commonest folder.
 */
export function ownCode({ names, files, packages }: FrameText): string {
  const main = names.findIndex((name, row) => row > 0 && (name === 'main.main' || name === 'main.init'));
  if (main > 0) {
    const folder = moduleOf(files[main] ?? '');
    return folder === '' ? '^main\\.' : `^main\\.|^${escaped(folder)}`;
  }
  const anyMain = names.findIndex((name) => /^main\./.test(name));
  if (anyMain > 0) return '^main\\.';
  const own = files.filter((file, row) => row > 0 && isOwnScript(file));
  if (own.length > 0) return `^${escaped(commonFolder(own))}`;
  // C, C++, Rust: what lies beside the file of the function `main`.
  const plain = names.findIndex((name, row) => row > 0 && /^(int )?main(\(|$)/.test(name));
  if (plain > 0 && (files[plain] ?? '').includes('/')) return `^${escaped(folderOf(files[plain]!))}`;
  const crate = names.find((name) => /^[\w]+::main$/.test(name));
  if (crate !== undefined) return `^${escaped(crate.slice(0, -'main'.length))}`;
  const mains = new Set(packages.filter((each) => each === 'main'));
  return mains.size > 0 ? '^main\\.' : '';
}

/** The module's folder of a file of package main: above cmd/, and above the file's own folder there. */
function moduleOf(file: string): string {
  const folder = folderOf(file);
  const cmd = /^(.*?\/)(?:cmd|internal|pkg)\//.exec(folder);
  return cmd?.[1] ?? folder;
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

function isOwnScript(file: string): boolean {
  return (
    /\.(?:[cm]?[jt]sx?|py|rb|php)$/.test(file) &&
    !/node_modules|^node:|site-packages|\/lib\/(python|ruby)/.test(file)
  );
}

/** The longest folder that all of these files lie in. */
function commonFolder(files: readonly string[]): string {
  let common = folderOf(files[0]!);
  for (const file of files) {
    while (common !== '' && !file.startsWith(common)) common = folderOf(common.slice(0, -1));
  }
  return common;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
