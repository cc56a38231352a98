import { flameScript } from '../../render/flame-script';
import { flameStyle } from '../../render/flame-style';
import { encodeUtf8 } from '../../wire/utf8';
import { html, type Markup, trusted } from './markup';
import { pageScript } from './script';
import { base64, sha256 } from './sha256';
import { pageStyle } from './style';

export interface PageParts {
  readonly title: string;
  /** What this is, in a line. */
  readonly subtitle: string;
  readonly summary: Markup;
  /** The flame graph, embedded. */
  readonly flame: string;
  readonly table: Markup;
  /** What is not shown. */
  readonly remarks: readonly string[];
}

/**
 * Nothing is loaded from anywhere, and the two scripts that may run are named by their hashes. Styles are
 * inline, in attributes too, so they cannot be: but without any source to load from they can only look odd.
 */
function policy(): string {
  const scripts = [flameScript, pageScript].map((text) => `'sha256-${base64(sha256(encodeUtf8(text)))}'`);
  return [
    "default-src 'none'",
    `script-src ${scripts.join(' ')}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The report as one file of HTML. */
export function page({ title, subtitle, summary, flame, table, remarks }: PageParts): string {
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Flamebench">
<title>${title}</title>
<style>${trusted(`${flameStyle()}\n${pageStyle}`)}</style>
</head>
<body>
<header><h1>${title}</h1><p>${subtitle}</p></header>
<main>
<section aria-labelledby="summary-head"><h2 id="summary-head">Summary</h2>
${summary}</section>
<section class="flame" aria-labelledby="flame-head"><h2 id="flame-head">Flame graph</h2>
<div class="picture">${trusted(flame)}</div></section>
<section class="functions" aria-labelledby="functions-head"><h2 id="functions-head">Functions</h2>
${table}</section>
</main>
<footer>${remarks.map((remark) => html`<p>${remark}</p>`)}</footer>
<script>${trusted(pageScript)}</script>
</body>
</html>
`;
  return markup;
}
