import type { ColourScale } from '../../flame/look';
import { documentOf } from '../../html/document';
import { html, type Markup, trusted } from '../../html/markup';
import { flameScript } from '../../render/flame-script';
import { flameStyle } from '../../render/flame-style';
import type { ReportWords } from '../words';
import { pageScript } from './script';
import { pageStyle } from './style';

export interface PageParts {
  readonly title: string;
  /** What this is, in a line. */
  readonly subtitle: string;
  readonly summary: Markup;
  /** The flame graph, embedded. */
  readonly flame: string;
  /** Of change, in the picture and in figures. */
  readonly scale: ColourScale;
  readonly table: Markup;
  /** What is not shown. */
  readonly remarks: readonly string[];
  readonly words: ReportWords;
}

/** The report as one file of HTML. */
export function page({ title, subtitle, summary, flame, scale, table, remarks, words }: PageParts): string {
  return documentOf({
    title,
    language: words.picture.language,
    style: `${flameStyle(scale)}\n${pageStyle(scale)}`,
    // The picture has styles in attributes.
    styleAttributes: true,
    otherScripts: [flameScript],
    script: pageScript,
    body: html`<header><h1>${title}</h1><p>${subtitle}</p></header>
<main>
<section aria-labelledby="summary-head"><h2 id="summary-head">${words.summary}</h2>
${summary}</section>
<section class="flame" aria-labelledby="flame-head"><h2 id="flame-head">${words.flameGraph}</h2>
<div class="picture">${trusted(flame)}</div></section>
<section class="functions" aria-labelledby="functions-head"><h2 id="functions-head">${words.functionsHead}</h2>
${table}</section>
</main>
<footer>${remarks.map((remark) => html`<p>${remark}</p>`)}</footer>`,
  });
}
