import { type FlameSeen, usualLeastChange, usualSeen } from '../../engine/flame/look';
import { noiseOf } from '../../engine/flame/noise';
import { FlamebenchError } from '../../proto/errors';
import type { EngineClient } from '../engine/client';
import { profilesOf, titleOf } from '../state/tabs';
import { flameWithin, svgWithin } from '../views/pictures';
import { colourScale } from '../views/scale';
import { knownSignificance } from '../views/significance';
import { words } from '../words/words';
import type { Shown } from '../workspace/context';
import type { FrontWorkspace } from '../workspace/front';

/** What a pane shows, as the bytes of a file. */

/**
 * How a pane's flame graph is looked at; of one that shows none, the usual one with what is searched for. What a report
 * tells beside is grey where it may be noise, also where the picture has no colours of change.
 */
function seenIn({ model }: FrontWorkspace, paneId: string, { tree }: Shown): FlameSeen {
  const seen = flameWithin(document.querySelector(`[data-pane="${paneId}"]`));
  const significance = knownSignificance(tree.data);
  const noise = significance && noiseOf(significance, significance.nodes);
  if (seen !== null) return seen.arrangement === 'beside' ? { ...seen, noise } : seen;
  const { pattern = '', error = null } = model.hub.get(paneId)?.links.getState().search ?? {};
  return {
    ...usualSeen(tree.data),
    scale: colourScale(),
    noise,
    leastChange: model.choicesOf(paneId).leastChange ?? usualLeastChange,
    search: error === null ? pattern : '',
  };
}

/**
 * Has the engine write it: filtered, of the sample type, unit and normalisation that are shown, in the window's language;
 * pictures as the active pane shows them.
 */
export function writeShown(
  engine: EngineClient,
  workspace: FrontWorkspace,
  shown: Shown,
  format: string,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Uint8Array> {
  const { session, tree } = shown;
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
      unit: tree.request.unit,
      words: words().report,
      seen: seenIn(workspace, workspace.activePane(), shown),
    },
    { signal, onProgress },
  );
}

/** The picture that a view painted itself, all of it; null where it can write none. */
export function svgOfPane(paneId: string): Uint8Array | null {
  const text = svgWithin(document.querySelector(`[data-pane="${paneId}"]`));
  return text === null ? null : new TextEncoder().encode(text);
}

/** The pane's canvases as they stand on the screen, at its resolution; null where it has none. */
export async function pngOfPane(paneId: string): Promise<Uint8Array | null> {
  const pane = document.querySelector<HTMLElement>(`[data-pane="${paneId}"]`);
  const canvases = [...(pane?.querySelectorAll('canvas') ?? [])].filter((c) => c.offsetWidth > 0);
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
  const plain = title.replace(/[^\p{L}\p{N}_.-]+/gu, '-').replace(/^[-.]+|-+$/g, '');
  return `${plain.slice(0, 100) || 'flame'}${extension}`;
}
