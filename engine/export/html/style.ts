import type { ColourScale } from '../../flame/look';
import { documentStyle } from '../../html/document';

/** Figures of change, in the window's colours. */
const changes: Readonly<Record<ColourScale, { readonly light: string; readonly dark: string }>> = {
  'red-green': { light: '--more:#b3261e;--less:#17703a', dark: '--more:#ff8f85;--less:#63cd86' },
  'orange-blue': { light: '--more:#94480a;--less:#1a5aa8', dark: '--more:#ffad5c;--less:#7fb6ff' },
};

/** Style of everything around the picture. Comes after the picture's, and corrects its background. */
export const pageStyle = (scale: ColourScale) => `${documentStyle}
:root{${changes[scale].light}}
@media(prefers-color-scheme:dark){:root{${changes[scale].dark}}}
h2{margin:0;font-size:15px;line-height:20px;font-weight:600}
header p,footer,.note{color:var(--muted)}
section{margin-top:24px;padding-top:16px;border-top:1px solid var(--line)}
footer{margin-top:24px;padding-top:12px;border-top:1px solid var(--line);font-size:12px}
.summary{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:16px 48px;margin-top:8px}
.summary p+p{margin-top:4px}
.words{font-size:15px;line-height:24px;max-width:64ch}
.words code,.words b{overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px;margin:0;align-content:start}
dt{color:var(--muted)}
dd{margin:0;overflow-wrap:anywhere}
code{font-family:var(--code);font-size:12px}
.words code{font-size:13px}
table{border-collapse:collapse;width:100%}
.leads{margin-top:12px}
.leads td{padding:2px 12px 2px 0;vertical-align:top}
.leads td:last-child{width:100%}
.n{text-align:right;white-space:nowrap}
.more{color:var(--more)}.less{color:var(--less)}.noise{color:var(--muted)}
.flame{position:relative}
.flame h2{position:absolute;top:16px}
.picture{overflow:auto;max-height:85vh;margin:0 -12px}
.picture svg{display:block;width:100%;background:none}
#tools{display:flex;gap:12px;align-items:center;margin:8px 0}
#tools[hidden]{display:none}
#filter{width:280px;height:28px;padding:0 8px;border:1px solid var(--muted);border-radius:5px;background:var(--surface);
color:inherit;font:inherit}
button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit}
:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
.scroll{overflow-x:auto}
.rows th{position:sticky;top:0;z-index:1;background:var(--surface);border-bottom:1px solid var(--line);padding:4px 0 4px 16px;
font-weight:600;text-align:right;white-space:nowrap;vertical-align:bottom}
.rows th.name{text-align:left}
.rows th button{width:100%}
.rows th button::after{content:'';display:inline-block;width:14px;text-align:right;color:var(--accent)}
.rows th[aria-sort=descending] button::after{content:'\\2193'}
.rows th[aria-sort=ascending] button::after{content:'\\2191'}
.rows th.name button::after{text-align:left;padding-left:4px}
.rows td{height:24px;line-height:18px;padding:2px 14px 2px 16px;border-bottom:1px solid var(--line);white-space:nowrap}
.rows td.name{width:100%;max-width:0;min-width:320px;overflow:hidden;text-overflow:ellipsis}
.rows td.bar{background:linear-gradient(to left,var(--bar) var(--p),transparent var(--p)) content-box;min-width:128px;padding:3px 14px 3px 16px}
.rows tr>:nth-child(5):not(.name){padding-left:32px}
.rows tr:hover{background:var(--hover)}
.rows button{font-family:inherit}
.rows td button{max-width:100%;overflow:hidden;text-overflow:ellipsis;vertical-align:middle;font-family:var(--code);font-size:12px;
line-height:18px}
.rows td button:hover{text-decoration:underline}
.rows button[aria-pressed=true]{color:var(--accent)}
.file{margin-left:12px;color:var(--muted);font-size:12px}
@media(max-width:800px){.summary{grid-template-columns:minmax(0,1fr)}body{padding:16px}}
@media print{.picture{max-height:none}#tools{display:none}}
`;
