import { PerfCollapse } from '../../engine/flamegraph/perf/collapse';
import { createInliner } from './perl-tools/addr2line';
import { inputPieces } from './perl-tools/input';
import { diedStatus, kindsOf, readOptions } from './perl-tools/usage';
import type { Option, Verb } from './verb';

const flag = (about: string): Option => ({ type: 'boolean', about });

export const stackcollapsePerfVerb: Verb = {
  name: 'stackcollapse-perf',
  operands: '[FILE…] > OUT.folded',
  arity: [0, 0],
  onlyComputes: true,
  readsOwnFlags: true,
  failureStatus: diedStatus,
  summary: "text of 'perf script' as folded stacks, as stackcollapse-perf.pl makes them",
  details: [
    'Samples are weighted by period. Of several events the first that comes counts.',
    'For --pid and --tid perf must tell both: perf script -F comm,pid,tid,cpu,time,event,ip,sym,dso,trace',
  ],
  options: {
    pid: flag('the process ID with the name of the command'),
    tid: flag('process and thread ID with the name of the command'),
    inline: flag('functions that were inlined, through addr2line'),
    all: flag('all marks: --kernel --jit'),
    kernel: flag('mark functions of the kernel with _[k]'),
    jit: flag('mark functions of a just-in-time compiler with _[j]'),
    context: flag('with --inline: the place in the source behind each name'),
    srcline: flag("read the places that 'perf script -F+srcline' prints, and put them behind the names"),
    addrs: flag('addresses of functions that have no name'),
    'event-filter': { type: 'string', placeholder: 'EVENT', about: 'the event to count' },
  },
  async run({ positionals }, context) {
    const parsed = readOptions(stackcollapsePerfVerb, positionals, kindsOf(stackcollapsePerfVerb), context);
    if (parsed === undefined) return;
    const { terminal } = context;
    const has = (name: string) => parsed.values.has(name);
    const processName = has('pid') ? 'pid' : 'name';
    const collapse = new PerfCollapse({
      process: has('tid') ? 'tid' : processName,
      kernel: has('kernel') || has('all'),
      jit: has('jit') || has('all'),
      addresses: has('addrs'),
      event: parsed.values.get('event-filter') ?? '',
      sourceLines: has('srcline'),
      ...(has('inline') ? { inlined: createInliner(has('context'), (line) => terminal.note(line)) } : {}),
    });
    for await (const piece of inputPieces(parsed.operands, context)) collapse.push(piece);
    const { folded, warnings } = collapse.finish();
    for (const line of warnings) terminal.note(line);
    terminal.write(folded);
  },
};
