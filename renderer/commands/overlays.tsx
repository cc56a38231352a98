import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useApp, usePorts } from '../screens/app-context';
import { front } from '../workspace/front';
import { ExportDialog } from './export';
import { Palette } from './palette';
import { SettingsDialog } from './settings';
import { Shortcuts } from './shortcuts';

/** What stands above everything else, one at a time. */
export function Overlays() {
  const ports = usePorts();
  const overlay = useApp((s) => s.overlay);
  const workspace = useStore(front, (state) => state.workspace);
  const context = useMemo(() => ({ ports, workspace }), [ports, workspace]);
  const close = () => ports.store.setState({ overlay: null });
  switch (overlay) {
    case 'palette':
      return <Palette context={context} onClose={close} />;
    case 'shortcuts':
      return <Shortcuts onClose={close} />;
    case 'settings':
      return <SettingsDialog onClose={close} />;
    case 'export':
      return workspace === null ? null : <ExportDialog workspace={workspace} onClose={close} />;
    case null:
      return null;
  }
}
