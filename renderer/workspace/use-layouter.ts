import { useContext, useEffect } from 'react';
import { LayoutsContext } from '../views/layouts';

/** How long the first picture, and the tables beside it, have the machine to themselves. */
const settledMs = 1000;

/**
 * Has the layouter of call graphs ready once a picture is shown. Loading it takes a second of a processor, which before
 * that would be taken from the picture.
 */
export function useLayouter(isShown: boolean): void {
  const layouts = useContext(LayoutsContext);
  useEffect(() => {
    if (!isShown || layouts === null) return;
    const timer = setTimeout(layouts.warm, settledMs);
    return () => clearTimeout(timer);
  }, [isShown, layouts]);
}
