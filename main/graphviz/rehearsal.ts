/** So often, and the code of a layout is compiled as well as it ever will be. */
export const rehearsals = 5;

/** A graph of the usual kind, laid out with the usual ends to trying. */
export function rehearsal(): string {
  const label = '<<TABLE BORDER="0"><TR><TD FIXEDSIZE="TRUE" WIDTH="30" HEIGHT="9"></TD></TR></TABLE>>';
  const call = (i: number, by: number) => `${Math.floor(i / by)} -> ${i} [label=${label} weight=${by}]`;
  const calls = Array.from({ length: 60 }, (_, i) => `${call(i + 1, 2)}\n${call(i + 1, 3)}`);
  return `digraph { graph [nslimit=2 nslimit1=2 mclimit=0.5] node [shape=box fixedsize=true label="" width=1 height=0.5] edge [dir=none]\n${calls.join('\n')} }`;
}
