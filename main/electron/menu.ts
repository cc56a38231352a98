import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Signal } from '../../proto/ipc';

type Command = Signal<'menu.command'>;

/** Sets the native menu; `onCommand` gets what the window is to carry out. */
export function setMenu(onCommand: (command: Command) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(onCommand)));
}

/**
 * The same commands and keys as the window's own table has (renderer/commands). A key that the page takes does
 * not reach the menu, so none is carried out twice.
 */
function template(onCommand: (command: Command) => void): MenuItemConstructorOptions[] {
  const mac = process.platform === 'darwin';
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => onCommand(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        item('Start Page', 'start', 'CmdOrCtrl+1'),
        item('Open…', 'open', 'CmdOrCtrl+O'),
        // Filled by the system from the documents the app opened; Linux has no such list.
        ...(process.platform === 'linux'
          ? []
          : [
              {
                role: 'recentDocuments' as const,
                label: 'Open Recent',
                submenu: [{ role: 'clearRecentDocuments' as const }],
              },
            ]),
        item('Connect…', 'connect', 'CmdOrCtrl+L'),
        item('Try the Demo', 'demo'),
        line,
        item('Export…', 'export', 'CmdOrCtrl+E'),
        line,
        item('Settings…', 'settings', 'CmdOrCtrl+,'),
        line,
        item('Close Tab', 'close-tab', 'CmdOrCtrl+W'),
        { role: mac ? 'close' : 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        item('Undo', 'undo', 'CmdOrCtrl+Z'),
        item('Redo', 'redo', 'CmdOrCtrl+Shift+Z'),
        line,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        line,
        item('Find Functions…', 'find', 'CmdOrCtrl+F'),
        item('Add a Filter…', 'filter', 'CmdOrCtrl+Shift+F'),
      ],
    },
    {
      label: '&View',
      submenu: [
        item('Command Palette…', 'palette', 'CmdOrCtrl+K'),
        line,
        item('Show the Whole Picture', 'reset-zoom', 'CmdOrCtrl+0'),
        line,
        item('Split Right', 'split-right', 'CmdOrCtrl+\\'),
        item('Split Down', 'split-down', 'CmdOrCtrl+Shift+\\'),
        item('Close Pane', 'close-pane', 'CmdOrCtrl+Shift+W'),
        item('Reset Layout', 'reset-layout'),
        line,
        { role: 'zoomIn', label: 'Larger Text' },
        { role: 'zoomOut', label: 'Smaller Text' },
        { role: 'resetZoom', label: 'Usual Text Size', accelerator: 'CmdOrCtrl+Shift+0' },
        line,
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [item('Keyboard Shortcuts', 'shortcuts')] },
  ];
}
