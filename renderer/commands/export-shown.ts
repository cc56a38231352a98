import { FlamebenchError } from '../../proto/errors';
import type { EngineClient } from '../engine/client';
import { profilesOf, titleOf } from '../state/tabs';
import type { Shown } from '../workspace/context';

/** What a pane shows, as the bytes of a file. */

/** Has the engine write it: filtered, of the sample type and the normalisation that are shown. */
export function writeShown(
  engine: EngineClient,
  { session, tree }: Shown,
  format: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  return engine.call(
    'export',
    {
      format,
      title: titleOf(session),
      profileIds: tree.profileIds,
      treeId: tree.data.treeId,
      sampleType: tree.request.sampleType,
      normalisation: tree.request.normalisation.kind,
      sides: profilesOf(session).map(({ title, requests }) => ({ name: title, requests })),
    },
    { signal },
  );
}

/** What a stylesheet says of shapes and texts, which a file of its own must say itself. */
const pictureStyles = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'opacity'],
  ...['paint-order', 'stroke-linejoin', 'stroke-linecap'],
  ...['font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline', 'visibility', 'display'],
];

/**
 * The picture that a view drew itself as SVG and marked with data-picture, as it stands on the screen; null
 * where it has none.
 */
export function svgOfPane(paneId: string): Uint8Array | null {
  const shown = document.querySelector<SVGSVGElement>(`[data-pane="${paneId}"] svg[data-picture]`);
  if (shown === null) return null;
  const picture = shown.cloneNode(true) as SVGSVGElement;
  const copies = picture.querySelectorAll<SVGElement>('*');
  for (const [i, element] of [...shown.querySelectorAll<SVGElement>('*')].entries()) {
    const style = getComputedStyle(element);
    for (const name of pictureStyles)
      copies[i]!.setAttribute(name, plainColour(style.getPropertyValue(name)));
    // Where the view moved it by style, a file needs it as an attribute.
    const { transform } = element.style;
    if (transform !== '') copies[i]!.setAttribute('transform', new DOMMatrix(transform).toString());
    copies[i]!.removeAttribute('class');
    copies[i]!.removeAttribute('style');
  }
  const { width, height } = shown.getBoundingClientRect();
  picture.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  picture.setAttribute('width', String(width));
  picture.setAttribute('height', String(height));
  picture.removeAttribute('class');
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  picture.prepend(ground);
  const text = new XMLSerializer().serializeToString(picture);
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`);
}

/** Browsers say mixed colours as color(srgb r g b / a), which other programs do not read. */
export function plainColour(value: string): string {
  const [, parts] = /^color\(srgb ([^)]+)\)$/.exec(value) ?? [];
  if (parts === undefined) return value;
  const [r = 0, g = 0, b = 0, a = 1] = parts.split(/[ /]+/).map(Number);
  const byte = (share: number) => Math.round(255 * Math.min(1, Math.max(0, share)));
  return a === 1
    ? `rgb(${byte(r)}, ${byte(g)}, ${byte(b)})`
    : `rgba(${byte(r)}, ${byte(g)}, ${byte(b)}, ${a})`;
}

/** The pane's canvases as they stand on the screen, at its resolution; null where it has none. */
export async function pngOfPane(paneId: string): Promise<Uint8Array | null> {
  const pane = document.querySelector<HTMLElement>(`[data-pane="${paneId}"]`);
  const canvases = [...(pane?.querySelectorAll('canvas') ?? [])].filter((c) => c.offsetWidth > 0);
  const svg = svgOfPane(paneId);
  if (svg !== null) return pngOf(svg);
  if (pane === null || canvases.length === 0) return null;
  const boxes = canvases.map((canvas) => ({ canvas, box: canvas.getBoundingClientRect() }));
  const left = Math.min(...boxes.map(({ box }) => box.left));
  const top = Math.min(...boxes.map(({ box }) => box.top));
  const right = Math.max(...boxes.map(({ box }) => box.right));
  const bottom = Math.max(...boxes.map(({ box }) => box.bottom));
  const target = document.createElement('canvas');
  target.width = Math.round((right - left) * devicePixelRatio);
  target.height = Math.round((bottom - top) * devicePixelRatio);
  const context = contextOf(target);
  context.fillStyle = getComputedStyle(pane).backgroundColor;
  context.fillRect(0, 0, target.width, target.height);
  context.scale(devicePixelRatio, devicePixelRatio);
  for (const { canvas, box } of boxes) {
    context.drawImage(canvas, box.left - left, box.top - top, box.width, box.height);
  }
  return bytesOf(target);
}

/** An SVG drawn at twice its size, which stays sharp on most screens and in print. */
export async function pngOf(svg: Uint8Array): Promise<Uint8Array> {
  const image = new Image();
  // The page's policy lets pictures in as data:, not as blob:.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new TextDecoder().decode(svg))}`;
  await image.decode();
  const target = document.createElement('canvas');
  target.width = Math.min(8192, 2 * (image.naturalWidth || 1200));
  target.height = Math.min(8192, 2 * (image.naturalHeight || 800));
  const context = contextOf(target);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, target.width, target.height);
  context.drawImage(image, 0, 0, target.width, target.height);
  return bytesOf(target);
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (context === null) throw new FlamebenchError('internal', 'PNG', { reason: 'there is no 2D canvas' });
  return context;
}

async function bytesOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new FlamebenchError('internal', 'PNG', { reason: 'the picture is too large' });
  return new Uint8Array(await blob.arrayBuffer());
}

/** A title as a file name that every system takes: 'slow → fast' becomes 'slow-fast.svg'. */
export function fileName(title: string, extension: string): string {
  const plain = title.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|-+$/g, '');
  return `${plain.slice(0, 100) || 'flame'}${extension}`;
}
