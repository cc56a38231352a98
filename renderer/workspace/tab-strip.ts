/**
 * Watches the tabs of one group of panes. Where there are more than there is room for, the one in front is scrolled into
 * sight whole, and `data-cut-start`, `data-cut-end` say at which ends others go on, for the style to fade them there.
 *
 * @returns how to stop
 */
export function watchTabStrip(list: HTMLElement): () => void {
  let front: Element | null = null;
  const mark = () => {
    const { scrollLeft, scrollWidth, clientWidth } = list;
    list.toggleAttribute('data-cut-start', scrollLeft > 1);
    list.toggleAttribute('data-cut-end', scrollLeft < scrollWidth - clientWidth - 1);
  };
  const showFront = () => {
    front = list.querySelector('.dv-tab.dv-active-tab');
    front?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
    mark();
  };
  // Of the list: a window or pane that grew or shrank, the button of hidden tabs that came. Of a tab: its title came.
  const resized = new ResizeObserver(showFront);
  const observe = () => {
    resized.disconnect();
    resized.observe(list);
    for (const tab of list.children) resized.observe(tab);
  };
  const changed = new MutationObserver((records) => {
    // Observed anew, all of them report once.
    if (records.some(({ type, target }) => type === 'childList' && target === list)) observe();
    else if (front !== list.querySelector('.dv-tab.dv-active-tab')) showFront();
  });
  changed.observe(list, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
  list.addEventListener('scroll', mark, { passive: true });
  observe();
  return () => {
    resized.disconnect();
    changed.disconnect();
    list.removeEventListener('scroll', mark);
  };
}
