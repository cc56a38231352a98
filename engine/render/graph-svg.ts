import { graphScript } from './graph-script';

/** What XML has no way to write, and C takes for the end of a text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** A tooltip's quoted text. Within other quoted texts a quotation mark has a backslash in front. */
const tooltip = /tooltip="(?:[^"\\]|\\.)*"/gs;

/** A label that begins with a line break: Graphviz writes beyond its memory where the rest is long. */
const emptyLine = /(label ?= ?")(?=\\[lnr])/g;

/**
 * DOT whose names come out of Graphviz as they are: it reads `&lt;` and its like in quoted texts as HTML does,
 * passes control characters on, which no reader of SVG takes, takes backslashes off tooltips twice, and may break at
 * labels whose first line is empty.
 */
export function literalNames(dot: string): string {
  return dot
    .replace(unwritable, '\ufffd')
    .replaceAll('&', '&amp;')
    .replace(emptyLine, '$1 ')
    .replace(tooltip, (text) => text.replaceAll('\\\\', '\\\\\\\\'));
}

/**
 * The SVG of Graphviz as a page of its own: as large as its window, at first all of it, to be zoomed and moved.
 * @param svg of Graphviz's, with the graph's own size in points
 */
export function graphSvg(svg: string): string {
  // The first tag is Graphviz's own: names stand behind it, and cannot hold a '<'.
  return svg.replace(
    /<svg\s+width="[^"]*"\s+height="[^"]*"([^>]*)>/,
    (_, rest: string) =>
      `<svg width="100%" height="100%"${rest}>\n<script type="text/ecmascript"><![CDATA[${graphScript}]]></script>`,
  );
}
