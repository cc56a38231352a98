import { documentStyle } from '../../html/document';

/** Widths of bars come in steps of so many percent. */
export const barStep = 2;
/** Deeper inlining is not indented further. */
export const deepest = 12;

const steps = (from: number, to: number, by: number) =>
  Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);

// Attributes of style would need a policy that allows any style.
const bars = steps(barStep, 100, barStep).map((percent) => `.p${percent}{--p:${percent}%}`);
const indents = steps(1, deepest, 1).map((depth) => `.asm .row>.d${depth}{padding-left:${2 * depth}ch}`);

export const weblistStyle = `${documentStyle}
h2{margin:0;font:600 13px/20px var(--code);overflow-wrap:anywhere}
a{color:inherit;text-decoration:none}
a:hover{text-decoration:underline}
.muted,.file,.n,.at{color:var(--muted)}
code,.lines,.index td{font-family:var(--code);font-size:12px}
#tools{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;margin-top:16px}
button{height:28px;padding:0 12px;border:1px solid var(--muted);border-radius:5px;background:var(--surface);color:inherit;
font:inherit;cursor:pointer}
button:hover{background:var(--hover)}
:focus-visible{outline:2px solid var(--accent);outline-offset:-1px}
.index{margin-top:16px;border-collapse:collapse;border-top:1px solid var(--line)}
.index th{padding:4px 24px 4px 0;font-weight:600;text-align:right}
.index td{padding:1px 24px 1px 0;text-align:right;white-space:nowrap}
.index .name,.index .file{text-align:left;white-space:normal;overflow-wrap:anywhere}
section{margin-top:32px;content-visibility:auto;contain-intrinsic-size:auto 600px}
.head{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 24px;padding:8px 0;border-bottom:1px solid var(--line);
background:var(--surface)}
.head p{white-space:nowrap;margin-left:auto}
.head .file{overflow-wrap:anywhere}
.lines{overflow-x:auto;padding:4px 0;tab-size:4}
.table{min-width:max-content}
.row{display:grid;grid-template-columns:18px 6ch 12ch 12ch minmax(0,1fr);line-height:20px;white-space:pre}
.row>span{padding-right:1ch}
.row>.n,.row>.v{text-align:right}
.row>code{padding:0 24px 0 2ch;white-space:pre}
.heads{color:var(--muted)}
.bar{background:linear-gradient(to left,var(--bar) var(--p),transparent var(--p)) 0 2px/100% 16px no-repeat}
.cold{color:var(--muted)}
summary{list-style:none;cursor:pointer}
summary::-webkit-details-marker{display:none}
summary>.mark::before{content:'\\25b8';display:inline-block;width:18px;text-align:center;color:var(--muted)}
details[open]>summary>.mark::before{content:'\\25be'}
summary:hover{background:var(--hover)}
.asm{margin:2px 0 6px;padding:4px 0;background:var(--sunken)}
.asm .row{grid-template-columns:calc(18px + 6ch) 12ch 12ch 18ch minmax(60ch,max-content) minmax(0,1fr)}
.asm .row>.address{text-align:right;padding-right:2ch;color:var(--muted)}
.asm .row>code{padding-left:0}
.asm .call{color:var(--muted)}
.asm .gap>code{color:var(--muted)}
${bars.join('')}
${indents.join('')}
@media print{#tools{display:none}section{content-visibility:visible}}
`;
