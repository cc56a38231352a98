import { documentStyle } from '../../engine/html/document';
import { html, type Markup, trusted } from '../../engine/html/markup';
import { base64, sha256 } from '../../engine/html/sha256';
import { isOpenModel, type LoadPlan } from '../../proto/load';
import type { HostQuestion, LoadQuestion } from '../services/permission';
import type { ConfirmWords, QuestionWords } from './confirm-words';

/**
 * The page on which a person confirms that something goes to another machine: requests for profiles, or load. It has
 * no script and no way to main but its form, whose answer is the address it would lead to; so nothing that runs in the
 * window's page can press its button.
 */

const style = `${documentStyle}
body{padding:20px 24px;max-width:none;user-select:none}
h1{font-size:15px;line-height:20px}
p{margin-top:8px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;margin:16px 0 0;padding:12px 0;
border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
dt{color:var(--muted)}
dd{margin:0;min-width:0;overflow-wrap:anywhere;max-height:80px;overflow:auto;user-select:text}
.warn{color:var(--more)}
.note{color:var(--muted)}
label{display:block;margin-top:16px}
input{display:block;width:100%;height:32px;margin-top:4px;padding:0 10px;border:1px solid var(--muted);
border-radius:5px;background:var(--surface);color:var(--text);font:inherit}
.go{position:sticky;bottom:0;display:flex;justify-content:flex-end;gap:8px;margin:4px -24px -20px;padding:12px 24px 20px;
background:var(--surface)}
button{height:32px;padding:0 16px;border:1px solid var(--muted);border-radius:5px;background:none;
color:var(--text);font:inherit}
button.start{order:1;border-color:var(--more);color:var(--more);font-weight:600}
input:focus-visible,button:focus-visible,dd:focus-visible{outline:2px solid var(--accent);outline-offset:1px}`;

const styleHash = base64(sha256(new TextEncoder().encode(style)));

/** What this page may do: look as it does, and send its form to its own origin. */
export const confirmPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** @param action the path the form answers to, of the page's own origin */
export function confirmPage(question: HostQuestion, words: ConfirmWords, action: string): string {
  const { host, reach, mistyped, kind } = question;
  const isPublic = reach === 'public';
  const its = words[kind];
  const unsafeMethods = kind === 'load' ? question.unsafeMethods : [];
  const rows: (readonly [string, string])[] = [
    [words.resolves, question.addresses.join(', ')],
    ...(kind === 'load'
      ? loadRows(question, words)
      : [[words.profiles, question.urls.map(withoutUser).join('\n')] as const]),
  ];
  // Enter presses the first button: where the host was typed that is Start, else it is Cancel.
  const cancel = html`<button type="submit" name="go" value="no">${words.cancel}</button>`;
  const start = html`<button type="submit" name="go" value="yes" class="start">${its.start}</button>`;
  return html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>${its.title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<form method="get" action="${action}">
<h1>${its.title}</h1>
<p>${isPublic ? its.publicLead(host) : words.privateLead(host)}</p>
<dl>${rows.map(([name, value]) => html`<dt>${name}</dt>${described(value)}`)}</dl>
${unsafeMethods.length === 0 ? '' : html`<p class="warn">${words.unsafe(unsafeMethods.join(', '))}</p>`}
${isPublic ? hostField(host, mistyped, words, its) : ''}
<p class="note">${isPublic && kind === 'load' ? words.eachTime : words.once}</p>
<div class="go">${isPublic ? [start, cancel] : [cancel, start]}</div>
</form>
</body>
</html>
`.markup;
}

function loadRows(question: LoadQuestion, words: ConfirmWords): (readonly [string, string])[] {
  const { loads } = question;
  return [
    [words.request, [...new Set(loads.map((load) => requestOf(load, words)))].join('\n')],
    [words.amount, [...new Set(loads.map((load) => amountOf(load, words)))].join('\n')],
    [words.first, firstAnswer(question, words)],
  ];
}

/** What is too long for its place is scrolled there, by keys as well: then it is a stop of theirs. */
function described(value: string): Markup {
  const lines = value.split('\n').reduce((sum, line) => sum + Math.ceil(line.length / narrowestLine), 0);
  return lines > linesInSight ? html`<dd tabindex="0">${value}</dd>` : html`<dd>${value}</dd>`;
}

/** Lines that a value shows without scrolling, and the fewest characters that one of them holds. */
const linesInSight = 4;
const narrowestLine = 40;

function hostField(host: string, mistyped: string, words: ConfirmWords, its: QuestionWords): Markup {
  const wrong = mistyped === '' ? '' : mistyped.trim() === '' ? words.missing : words.mistyped(mistyped);
  return html`<label>${its.type(host)}
<input name="typed" autocomplete="off" spellcheck="false" autofocus maxlength="253"></label>
${wrong === '' ? '' : html`<p class="warn" role="alert">${wrong}</p>`}`;
}

function requestOf(load: LoadPlan, words: ConfirmWords): string {
  const more = load.targets.length === 0 ? '' : ` (+${load.targets.length})`;
  const script = load.script === null ? '' : ` (${words.script})`;
  return `${load.method} ${withoutUser(load.url)}${more}${script}`;
}

/** User and password in a URL are nobody's to read over a shoulder. */
function withoutUser(href: string): string {
  const url = new URL(href);
  url.username = '';
  url.password = '';
  return url.href;
}

function amountOf(load: LoadPlan, words: ConfirmWords): string {
  const connections = load.connections.toLocaleString('en');
  const seconds = String(Math.ceil(load.seconds));
  if (!isOpenModel(load)) return words.closed(connections, seconds);
  const rates = [load.rate, ...load.stages.map((stage) => stage.rate)].filter((rate) => rate > 0);
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  const rate = least === most ? most.toLocaleString('en') : `${least}–${most.toLocaleString('en')}`;
  return words.open(rate, connections, seconds);
}

function firstAnswer(question: LoadQuestion, words: ConfirmWords): string {
  const { preflight, preflightFailure, unsafeMethods, loads } = question;
  if (preflight === null) {
    if (preflightFailure !== '') return words.notAnswered(preflightFailure);
    const mayChange = unsafeMethods.length > 0 || loads.some(({ script }) => script !== null);
    return mayChange ? words.notTried : words.notYetTried;
  }
  const status = `${preflight.status} ${preflight.statusText}`.trim();
  return words.answered(status, preflight.bytes.toLocaleString('en'), preflight.ms.toFixed(1));
}

/** The answer that the address of a sent form holds. */
export function answerOf(url: URL): { readonly agreed: boolean; readonly typedHost: string } {
  return {
    agreed: url.searchParams.get('go') === 'yes',
    typedHost: url.searchParams.get('typed') ?? '',
  };
}
