import { escapeXml } from '../render/xml';

/** Markup that is safe to put into a page. Only {@link html} makes it, so that text cannot pass for it. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Markup[];

/** A template of markup, in which what is put in is text, and escaped, unless it is markup itself. */
export function html(fixed: TemplateStringsArray, ...parts: Part[]): Markup {
  let markup = fixed[0]!;
  parts.forEach((part, i) => {
    markup += written(part) + fixed[i + 1]!;
  });
  return { markup };
}

function written(part: Part): string {
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return escapeXml(part);
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

/** A text of data with its parts, in braces, put in: the text itself is escaped, and so are parts that are no markup. */
export function filled(text: string, parts: Readonly<Record<string, Part>>): Markup {
  const markup = text
    .split(/(\{\w+\})/)
    .map((piece) => {
      const name = piece.slice(1, -1);
      return piece.startsWith('{') && Object.hasOwn(parts, name) ? written(parts[name]!) : escapeXml(piece);
    })
    .join('');
  return { markup };
}

/** Text that already is markup: the picture, styles, scripts. */
export function trusted(markup: string): Markup {
  return { markup };
}
