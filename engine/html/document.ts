import { encodeUtf8 } from '../wire/utf8';
import { html, type Markup, trusted } from './markup';
import { base64, sha256 } from './sha256';

/** What pages of one file have in common. Each has a script at the end of its body, and nothing to load. */
export interface DocumentParts {
  readonly title: string;
  /** BCP 47; English where not given. */
  readonly language?: string;
  readonly style: string;
  /** Style by its hash alone, or also in attributes: those cannot be named by hashes. */
  readonly styleAttributes: boolean;
  readonly body: Markup;
  /** Ends the body. */
  readonly script: string;
  /** Scripts inside the body that may run too. */
  readonly otherScripts?: readonly string[];
}

/** Colours in one scheme; what is drawn inside a page has its own, on the same background. */
const light = `--surface:#fff;--sunken:#f5f5f3;--line:#e1e1dd;--text:#1c1e22;--muted:#5c6068;
--accent:#2458bf;--bar:#dfe8fb;--hover:#f0f2f7;--more:#b3261e;--less:#1d5fb0`;
const dark = `--surface:#17181b;--sunken:#1f2023;--line:#303136;--text:#e9eaed;--muted:#a3a8b1;
--accent:#8fb2ff;--bar:#25324f;--hover:#212328;--more:#ff8f85;--less:#86b7ff`;

/** Colours, type and margins, to begin a page's style with. */
export const documentStyle = `
:root{color-scheme:light dark;${light};
--code:ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace}
@media(prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
body{margin:0 auto;padding:24px 24px 48px;max-width:1680px;background:var(--surface);color:var(--text);
font:13px/20px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif;font-variant-numeric:tabular-nums}
h1{margin:0;font-size:22px;line-height:28px;font-weight:600;overflow-wrap:anywhere}
p{margin:0}`;

/**
 * A page as one file: it loads nothing from anywhere, and its scripts run by their hashes, nothing else does.
 * With styles in attributes any inline style is let in: without a source to load from it can only look odd.
 */
export function documentOf(parts: DocumentParts): string {
  const { title, language = 'en', style, styleAttributes, body, script, otherScripts = [] } = parts;
  const hash = (text: string) => `'sha256-${base64(sha256(encodeUtf8(text)))}'`;
  const policy = [
    "default-src 'none'",
    `script-src ${[...otherScripts, script].map(hash).join(' ')}`,
    `style-src ${styleAttributes ? "'unsafe-inline'" : hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Flamebench">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
${body}
<script>${trusted(script)}</script>
</body>
</html>
`.markup;
}
