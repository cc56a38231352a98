import { useLayoutEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { ViewProps } from './contract';
import { frameNamed } from './frame-text';

type OfTree = Pick<ViewProps, 'data' | 'text' | 'links'>;

/**
 * The frame that is selected; -1 = none. In the render that brings a new tree the links are still about the one before,
 * whose frames are other rows: then it is the frame of the same name.
 */
export function useSelectedFrame({ data, text, links }: OfTree): number {
  const linked = useStore(links, (now) => now.selectedFrame);
  const last = useRef({ data, name: '' });
  const selected = last.current.data === data ? linked : sameFrame(last.current.name, text);
  useLayoutEffect(() => {
    last.current = { data, name: nameOf(selected, text) };
  }, [data, text, selected]);
  return selected;
}

/** What a view of one function shows: the selected frame, or else the one that was so last, in whatever tree; -1 = none. */
export function useShownFrame(props: OfTree): number {
  const { text } = props;
  const selected = useSelectedFrame(props);
  const last = useRef('');
  useLayoutEffect(() => {
    if (selected > 0) last.current = nameOf(selected, text);
  }, [selected, text]);
  return useMemo(() => (selected > 0 ? selected : sameFrame(last.current, text)), [selected, text]);
}

function nameOf(frame: number, text: ViewProps['text']): string {
  return frame > 0 ? (text.names[frame] ?? '') : '';
}

/** The frame of that name; -1 where there is none, or nothing was selected before. */
function sameFrame(name: string, text: ViewProps['text']): number {
  return name === '' ? -1 : frameNamed(text, name);
}
