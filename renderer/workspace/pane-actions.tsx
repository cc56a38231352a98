import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { subjectKey } from '../state/subjects';
import { forgetArrangement, onWorkspaceChange, usualArrangement } from '../state/workspaces';
import { IconButton } from '../ui/button';
import { LinkIcon, MoreIcon, PlusIcon, ProfileIcon, UnlinkIcon } from '../ui/icons';
import { Menu, type MenuEntry } from '../ui/menu';
import { viewsFor } from '../views/registry';
import { useWords } from '../words/words';
import { useWorkspace } from './context';
import { sameShape } from './layout-shape';
import { usePaneSubject } from './pane';
import styles from './workspace.module.css';

/** What stands at the right of a pane's tabs: what it shows, whether it is linked, and what can be done with it. */
export function PaneActions({ id }: { readonly id: string }) {
  const { model, dock, subjects, session: own } = useWorkspace();
  const all = useWords();
  const words = all.workspace;
  const pane = useStore(model.store, (state) => state.panes[id]);
  const several = useStore(model.store, (state) => Object.keys(state.panes).length > 1);
  const layout = useStore(model.store, (state) => state.layout);
  const kept = useSyncExternalStore(onWorkspaceChange, () => usualArrangement(own.kind));
  const { session } = usePaneSubject(id);
  if (pane === undefined) return null;
  const linked = pane.own === null;
  const isKept = kept !== undefined && sameShape(kept.layout, layout);
  const ownKey = subjectKey(own);
  const views: MenuEntry[] = viewsFor(session).map((view) => ({
    id: view.id,
    label: view.title(all),
    run: () => dock.showWithin(view.id, pane.subject, id),
  }));
  const shows: MenuEntry[] = subjects.map(({ key, title }) => ({
    id: key,
    label: title,
    checked: key === (pane.subject === '' ? ownKey : pane.subject),
    run: () => model.setPane(id, { subject: key === ownKey ? '' : key, subjectTitle: title }),
  }));
  const items: MenuEntry[] = [
    { id: 'right', label: words.splitRight, run: () => void dock.split(id, 'right') },
    { id: 'below', label: words.splitDown, run: () => void dock.split(id, 'below') },
    { id: 'maximise', label: words.maximise, run: () => dock.toggleMaximized(id) },
    'separator',
    {
      id: 'keep',
      label: words.openLikeThis[own.kind],
      checked: isKept,
      run: () => (isKept ? forgetArrangement(own.kind) : dock.keepArrangement()),
    },
    { id: 'reset', label: words.resetLayout, run: () => dock.reset() },
    ...(several ? [{ id: 'close', label: words.closePane, run: () => dock.close(id) }] : []),
  ];
  return (
    <div className={styles.paneActions}>
      {shows.length > 1 && (
        <Menu label={words.subject} icon={<ProfileIcon />} items={shows} iconOnly data-testid="subject" />
      )}
      {several && (
        <IconButton
          size="small"
          label={linked ? words.linked : words.unlinked}
          icon={linked ? <LinkIcon /> : <UnlinkIcon />}
          pressed={linked}
          data-testid="link-pane"
          onClick={() => model.setLinked(id, !linked)}
        />
      )}
      <Menu label={words.openView} icon={<PlusIcon />} items={views} iconOnly data-testid="open-view" />
      <Menu label={words.paneMenu} icon={<MoreIcon />} items={items} iconOnly />
    </div>
  );
}
