import { describe, expect, it } from 'vitest';
import { createLinks, selectFrame } from '../../../renderer/views/links';
import { FormerTree } from '../../../renderer/views/told';

const text = (...names: string[]) => ({ names, files: names.map(() => ''), packages: [] as string[] });

describe('a tree that another one has followed', () => {
  it('is shown as it was pointed at, and what is selected in it is so in the next one by name', () => {
    const links = createLinks();
    selectFrame(links, 2);
    const former = new FormerTree({ links, text: text('', 'main', 'sort', 'gone') });
    former.next = { links, text: text('', 'sort', 'main') };
    // The pane takes the place over into the next tree.
    selectFrame(links, 1);
    expect(former.props.links.getState().selectedFrame).toBe(2);
    selectFrame(former.props.links, 1);
    expect(links.getState().selectedFrame).toBe(2);
    selectFrame(former.props.links, 3);
    expect(links.getState().selectedFrame).toBe(-1);
    selectFrame(former.props.links, 2);
    selectFrame(former.props.links, -1);
    expect(links.getState().selectedFrame).toBe(-1);
  });
});
