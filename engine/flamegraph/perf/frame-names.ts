/** What a line of a stack becomes; see {@link frameNames}. */
export interface FrameRules {
  /** Mark kernel functions `_[k]`. */
  readonly kernel: boolean;
  /** Mark functions of a just-in-time compiler's map `_[j]`. */
  readonly jit: boolean;
  /** Name unknown functions by module and address. */
  readonly addresses: boolean;
}

/** Source text of a function's line, '' where there is none, or undefined where none can follow. */
export type NextLine = () => string;

/**
 * Frames of one line of a stack, outer first: several where a compiler inlined `a->b`. Names lose what
 * varies without meaning: offsets, argument lists, quotes; `;` would separate frames and becomes `:`.
 *
 * @param rawName as perf prints it, one character a byte
 * @param isJava whether the sample's command is Java, whose class names begin with an L of their own
 * @param sourceLine asked for once for every name whose module is known; its text goes behind the name
 */
export function frameNames(
  rawName: string,
  module: string,
  address: string,
  isJava: boolean,
  rules: FrameRules,
  sourceLine?: NextLine,
): string[] {
  const name = rawName.replace(/\+0x[\da-f]+$/, '');
  // The name of a process in parentheses, not a function.
  if (name.startsWith('(')) return [];
  const frames: string[] = [];
  const parts = name.split('->');
  while (parts.at(-1) === '') parts.pop();
  for (const part of parts) {
    const isUnknown = part === '[unknown]' && module === '[unknown]';
    let frame = tidy(part === '[unknown]' ? unknownName(module, address, rules) : part);
    if (isJava && frame.includes('/')) frame = frame.replace(/^L/, '');
    frame = annotated(frame, module, frames.length > 0, rules);
    const source = isUnknown ? '' : (sourceLine?.() ?? '');
    frames.push(source === '' ? frame : `${frame}:${source}`);
  }
  return frames;
}

function unknownName(module: string, address: string, { addresses }: FrameRules): string {
  const name = module === '[unknown]' ? 'unknown' : module.slice(module.lastIndexOf('/') + 1);
  return addresses ? `[${name} <${address}>]` : `[${name}]`;
}

const anonymous = '(anonymous namespace)';

function tidy(name: string): string {
  let text = name.replaceAll(';', ':');
  const receiver = text.indexOf('.(');
  const isGoMethod = receiver >= 0 && text.lastIndexOf(').') > receiver + 1;
  if (!isGoMethod) {
    let cut = text.indexOf('(');
    while (cut >= 0 && text.startsWith(anonymous, cut)) cut = text.indexOf('(', cut + 1);
    if (cut >= 0) text = text.slice(0, cut);
  }
  return text.replace(/["']/g, '');
}

/** The name with the mark of the kind of code that it is. */
export function annotated(name: string, module: string, isInlined: boolean, rules: FrameRules): string {
  if (isInlined) return name.includes('_[i]') ? name : `${name}_[i]`;
  const isKernel = (module.startsWith('[') || module.endsWith('vmlinux')) && !module.includes('unknown');
  if (rules.kernel && isKernel) return `${name}_[k]`;
  if (rules.jit && /\/tmp\/perf-\d+\.map/.test(module)) return name.includes('_[j]') ? name : `${name}_[j]`;
  return name;
}
