import { documentOf } from '../../html/document';
import { html, type Markup, trusted } from '../../html/markup';
import { formatAmount, type ReportContext } from '../../pprof/context';
import { profileLegend } from '../../pprof/legend';
import { basePath } from '../../pprof/paths';
import { percentage } from '../../units/measure';
import type { ListedFunction, ListedInstruction, ListedLine } from './listing';
import { weblistScript } from './script';
import { barStep, deepest, weblistStyle } from './style';

/** The listing as one file of HTML. */
export function weblistPage(
  context: ReportContext,
  functions: readonly ListedFunction[],
  remarks: readonly string[],
): string {
  const { profile, choice, total } = context;
  const file = profile.mappings.length > 0 ? profile.strings.get(profile.mappings.filename[0]!) : '';
  const title = [file === '' ? '' : basePath(file), choice.type].filter((word) => word !== '').join(' ');
  const legend = [...profileLegend(context), `Total: ${formatAmount(context, total)}`];
  return documentOf({
    title,
    style: weblistStyle,
    styleAttributes: false,
    script: weblistScript,
    body: html`<header><h1>${title}</h1>
<p class="muted">${legend.join(' · ')}</p>${remarks.map((remark) => html`<p>${remark}</p>`)}
<div id="tools"><button type="button" id="all" hidden>Show all instructions</button>
<span class="muted">${usage(functions)}</span></div></header>
<main>
${functions.length > 1 ? index(context, functions) : trusted('')}
${functions.map((each, i) => section(context, each, i))}
</main>`,
  });
}

function usage(functions: readonly ListedFunction[]): string {
  if (functions.length === 0) return 'Neither source lines nor instructions are known of what matches.';
  const hasCode = functions.some(({ lines }) => lines.some(({ instructions }) => instructions.length > 0));
  const bars = "Bars show a line's part of its function's cum.";
  return hasCode ? `Lines with a triangle open to their instructions. ${bars}` : bars;
}

/** The heaviest first. */
function index(context: ReportContext, functions: readonly ListedFunction[]): Markup {
  const rows = functions.map((listed, i) => ({ ...listed, i }));
  rows.sort((a, b) => Math.abs(b.cum) - Math.abs(a.cum) || a.i - b.i);
  return html`<table class="index"><thead>
<tr><th>Flat</th><th>Cum</th><th>Cum %</th><th class="name">Function</th><th class="name">File</th></tr></thead><tbody>
${rows.map(
  ({ name, file, flat, cum, i }) =>
    html`<tr><td>${amount(context, flat)}</td><td>${amount(context, cum)}</td><td>${share(context, cum)}</td>
<td class="name"><a href="#f${i}">${name}</a></td><td class="file">${file}</td></tr>
`,
)}</tbody></table>`;
}

function section(context: ReportContext, listed: ListedFunction, i: number): Markup {
  const { name, file, flat, cum, lines, missing } = listed;
  const most = lines.reduce((high, line) => Math.max(high, Math.abs(line.cum)), Math.abs(cum));
  return html`<section id="f${i}">
<div class="head"><h2>${name}</h2><span class="file">${file}</span>
<p><span class="flat">${formatAmount(context, flat)}</span> flat, <span class="cum">${formatAmount(context, cum)}</span> cum (<span class="share">${share(context, cum)}</span>)</p></div>
${missing === '' ? trusted('') : html`<p class="muted">No source: ${missing}</p>`}
<div class="lines"><div class="table">
<div class="row heads"><span></span><span class="n">Line</span><span class="v">Flat</span><span class="v">Cum</span><span></span></div>
${lines.map((line) => lineMarkup(context, line, most))}</div></div></section>
`;
}

function lineMarkup(context: ReportContext, line: ListedLine, most: number): Markup {
  const { text, flat, cum, hasValues, instructions } = line;
  const parts = html`<span class="mark"></span><span class="n">${line.line}</span><span class="v">${amount(context, flat)}</span><span class="v bar${barClass(cum, most)}">${amount(context, cum)}</span><code>${text}</code>`;
  if (instructions.length === 0) {
    return html`<div class="row line${hasValues ? '' : ' cold'}">${parts}</div>
`;
  }
  return html`<details><summary class="row line">${parts}</summary><div class="asm">
${instructions.map((each) => instructionMarkup(context, each))}</div></details>
`;
}

function instructionMarkup(context: ReportContext, instruction: ListedInstruction): Markup {
  const { isApart, calls, depth, flat, cum, address, text, place } = instruction;
  const blank = html`<span></span><span></span><span></span><span></span>`;
  const gap = isApart ? html`<div class="row gap">${blank}<code>⋮</code></div>\n` : trusted('');
  return html`${gap}${calls.map(
    (call) =>
      html`<div class="row call">${blank}<code${indent(call.depth)}>${call.text}</code><span class="at">${call.place}</span></div>
`,
  )}<div class="row inst"><span></span><span class="v">${amount(context, flat)}</span><span class="v">${amount(context, cum)}</span><span class="address">${address.toString(16)}</span><code${indent(depth)}>${text}</code><span class="at">${place}</span></div>
`;
}

function amount(context: ReportContext, value: number): string {
  return value === 0 ? '.' : formatAmount(context, value);
}

function share({ total }: ReportContext, value: number): string {
  return percentage(value, total).trim();
}

function barClass(value: number, most: number): string {
  const percent = most === 0 ? 0 : Math.round((100 * Math.abs(value)) / most / barStep) * barStep;
  return percent === 0 ? '' : ` p${percent}`;
}

function indent(depth: number): Markup {
  return depth === 0 ? trusted('') : html` class="d${Math.min(depth, deepest)}"`;
}
