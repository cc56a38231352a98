import { useEffect, useRef } from 'react';
import type { FlameNoise, FlameSeen } from '../../../engine/flame/look';
import { offerFlame } from '../pictures';
import type { FlameController } from './controller';
import type { FlameLook } from './look';
import type { Shaped } from './use-shaped';

interface Offered {
  readonly arrangement: FlameSeen['arrangement'];
  readonly shaped: Shaped;
  readonly look: Pick<FlameLook, 'upright' | 'coloring' | 'scale'>;
  readonly leastChange: number;
  readonly noise: FlameNoise | null;
}

/** Lets files be written of a flame graph as it is seen. */
export function useOffer(controller: FlameController | null, offered: Offered): void {
  const latest = useRef(offered);
  latest.current = offered;
  useEffect(() => {
    if (controller === null) return;
    controller.canvas.dataset.flame = '';
    offerFlame(controller.canvas, () => seenBy(latest.current));
  }, [controller]);
}

function seenBy({ shaped, look, arrangement, leastChange, noise }: Offered): FlameSeen {
  const { focus, place, search } = shaped.links.getState();
  const { upright, coloring, scale } = look;
  const { node, from, to } = place ?? { node: 0, from: 0, to: 1 };
  return {
    ...{ shape: shaped.shape, arrangement, upright, coloring, scale, leastChange, noise, focus },
    place: { node, from, to },
    search: search.error === null ? search.pattern : '',
  };
}
