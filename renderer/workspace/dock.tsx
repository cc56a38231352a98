import {
  DockviewReact,
  type DockviewTheme,
  type IDockviewHeaderActionsProps,
  type IDockviewPanelHeaderProps,
  type IDockviewPanelProps,
} from 'dockview-react';
import 'dockview-react/dist/styles/dockview.css';
import './dock.css';
import { useEffect, useRef, useState } from 'react';
import { CloseIcon } from '../ui/icons';
import { useWords } from '../words/words';
import { useWorkspace } from './context';
import { Pane, usePaneSubject } from './pane';
import { PaneActions } from './pane-actions';
import { watchTabStrip } from './tab-strip';

const theme: DockviewTheme = {
  name: 'flamebench',
  className: 'dock',
  dndOverlayMounting: 'absolute',
  dndPanelOverlay: 'group',
  tabAnimation: 'default',
};

const components = { pane: DockPane };

/** The panes of a workspace: side by side, above each other, behind tabs; moved by their tabs. */
export function Dock() {
  const { dock } = useWorkspace();
  const words = useWords().workspace;
  const attaching = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(attaching.current), []);
  return (
    <DockviewReact
      components={components}
      defaultTabComponent={DockTab}
      rightHeaderActionsComponent={DockActions}
      theme={theme}
      disableFloatingGroups
      noPanelsOverlay="emptyGroup"
      scrollbars="native"
      messages={words.dock}
      onReady={({ api }) => {
        // The panes are put up in a task of their own.
        attaching.current = setTimeout(() => dock.attach(api));
      }}
    />
  );
}

function DockPane({ api }: IDockviewPanelProps) {
  const [visible, setVisible] = useState(api.isVisible);
  useEffect(() => {
    setVisible(api.isVisible);
    const listening = api.onDidVisibilityChange((event) => setVisible(event.isVisible));
    return () => listening.dispose();
  }, [api]);
  return <Pane id={api.id} visible={visible} />;
}

function DockTab({ api }: IDockviewPanelHeaderProps) {
  const { dock, session: own } = useWorkspace();
  const words = useWords();
  const { session, view, gone } = usePaneSubject(api.id);
  const name = view?.title(words) ?? '';
  const subject = gone ?? (session === own ? '' : subjectWords(session));
  const title = subject === '' ? name : `${name} · ${subject}`;
  useEffect(() => api.setTitle(title), [api, title]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the dock's tab around it has role and keys
    <div
      className="dock-tab"
      title={words.workspace.tabHint(title)}
      onDoubleClick={() => dock.toggleMaximized(api.id)}
      onAuxClick={(event) => event.button === 1 && dock.close(api.id)}
      onKeyDown={() => {}}
    >
      {view?.icon !== undefined && <view.icon />}
      <span className="dock-tab-name">{title}</span>
      {/* A control inside a tab would be hidden from assistive technology; there, the pane's menu closes it. */}
      <span
        className="dock-tab-close"
        aria-hidden
        onPointerDown={(event) => event.stopPropagation()}
        onClick={(event) => {
          event.stopPropagation();
          dock.close(api.id);
        }}
      >
        <CloseIcon />
      </span>
    </div>
  );
}

function subjectWords(session: ReturnType<typeof usePaneSubject>['session']): string {
  return session.kind === 'single'
    ? session.profile.title
    : `${session.before.title} → ${session.after.title}`;
}

function DockActions({ activePanel, group }: IDockviewHeaderActionsProps) {
  useEffect(() => {
    const list = group.element.querySelector<HTMLElement>('.dv-tabs-container');
    return list === null ? undefined : watchTabStrip(list);
  }, [group]);
  return activePanel === undefined ? null : <PaneActions key={activePanel.id} id={activePanel.id} />;
}
