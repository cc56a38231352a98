/** CSS pixels. The script stretches the picture to the window's width; `width` is what a still image has. */
export const page = {
  width: 1200,
  pad: 12,
  row: 18,
  charWidth: 6.62,
  head: 76,
  foot: 34,
  /** Head of a picture in a page: a line of controls, a line of details. */
  embeddedHead: 54,
  /** What says which side a drawing is of. */
  heading: 20,
};

/** From left to right in the picture, CSS pixels. */
export interface Place {
  readonly x: number;
  readonly width: number;
}

/** Where each of so many drawings lies that are beside each other. */
export function panelsOf(count: number): Place[] {
  const width = (page.width - page.pad * (count + 1)) / count;
  return Array.from({ length: count }, (_, i) => ({ x: page.pad + i * (width + page.pad), width }));
}

/** Boxes narrower than this are not drawn. */
export const narrowestPx = 0.1;

/** Siblings below that are drawn as one box where together they are at least so wide. */
export const narrowestRestPx = 1;

/** The name, its part behind the last slash, or that cut with an ellipsis; '' where not even that has room. */
export function fitted(name: string, chars: number): string {
  if (name.length <= chars) return name;
  if (chars < 5) return '';
  const tail = name.slice(name.lastIndexOf('/') + 1) || name;
  return tail.length <= chars ? tail : `${tail.slice(0, chars - 1)}…`;
}
