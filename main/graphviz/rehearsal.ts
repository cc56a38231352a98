/** A graph of the usual kind. Laid out once, it has the code of a layout compiled before one is waited for. */
export function rehearsal(): string {
  const label = '<<TABLE BORDER="0"><TR><TD FIXEDSIZE="TRUE" WIDTH="30" HEIGHT="9"></TD></TR></TABLE>>';
  const call = (i: number, by: number) => `${Math.floor(i / by)} -> ${i} [label=${label} weight=${by}]`;
  const calls = Array.from({ length: 60 }, (_, i) => `${call(i + 1, 2)}\n${call(i + 1, 3)}`);
  return `digraph { node [shape=box fixedsize=true label="" width=1 height=0.5] edge [dir=none]\n${calls.join('\n')} }`;
}
