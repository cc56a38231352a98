import { copyText } from '../ui/copy';
import { type MenuEntry, PopupMenu } from '../ui/menu';
import type { FrameMenuAt } from '../views/contract';
import { selectFrame } from '../views/links';
import { viewsFor } from '../views/registry';
import { useWords } from '../words/words';
import { useWorkspace } from './context';
import { either, exactly, functionName } from './filters/filters';
import { frameIn, pathOf } from './translate';
import type { Tree } from './trees';

export interface AskedMenu {
  readonly paneId: string;
  readonly tree: Tree;
  readonly at: FrameMenuAt;
}

/** What can be done with a frame, wherever it is drawn. */
export function FrameMenu({ asked, onClose }: { readonly asked: AskedMenu; readonly onClose: () => void }) {
  const { model, dock, subjects, session: own } = useWorkspace();
  const { filters: words, views } = useWords();
  const { paneId, tree, at } = asked;
  const { query } = model.choicesOf(paneId);
  const shown = tree.text.names[at.frame] ?? '';
  const name = functionName(shown, tree.text.files[at.frame] ?? '', tree.request.query.granularity);
  const pattern = exactly(name);
  const filter = (change: Partial<typeof query>) => model.choose(paneId, { query: { ...query, ...change } });
  const subject = model.pane(paneId)?.subject ?? '';
  const session = subjects.find((s) => s.key === subject)?.session ?? own;
  const show = (viewId: string) => {
    // Another tree may have come under the open menu.
    const now = model.hub.get(paneId);
    if (now?.tree) selectFrame(now.links, frameIn(tree, at.frame, now.tree));
    const pane = dock.show(viewId, subject);
    if (!model.hub.get(pane)?.tree) model.selectLater(pane, shown);
  };
  const offered = viewsFor(session);
  const opens = (id: string, label: string): MenuEntry[] =>
    offered.some((view) => view.id === id) ? [{ id, label, run: () => show(id) }] : [];
  const stack = at.node >= 0 ? pathOf(tree, at.node) : [];
  const isRoot = at.frame <= 0;
  const items: MenuEntry[] = [
    { id: 'focus', label: words.focusOn, disabled: isRoot, run: () => filter({ focus: pattern }) },
    {
      id: 'ignore',
      label: words.ignore,
      disabled: isRoot,
      run: () => filter({ ignore: either(query.ignore, pattern) }),
    },
    {
      id: 'hide',
      label: words.hide,
      disabled: isRoot,
      run: () => filter({ hide: either(query.hide, pattern) }),
    },
    { id: 'onwards', label: words.showFrom, disabled: isRoot, run: () => filter({ showFrom: pattern }) },
    'separator',
    ...opens('sandwich', words.sandwich),
    ...opens('callers', words.callers),
    ...opens('source', words.findInSource),
    ...opens('disasm', views.disasm),
    {
      id: 'search',
      label: words.search,
      disabled: isRoot,
      run: () => model.choose(paneId, { pattern: exactly(shown) }),
    },
    'separator',
    { id: 'copy', label: words.copyName, disabled: isRoot, run: () => void copyText(name) },
    {
      id: 'copy-stack',
      label: words.copyStack,
      disabled: stack.length === 0,
      run: () => void copyText(stack.join('\n')),
    },
  ];
  return (
    <PopupMenu label={words.frame(name)} items={items} at={() => ({ x: at.x, y: at.y })} onClose={onClose} />
  );
}
