import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Signal } from '../../proto/ipc';

type Command = Signal<'menu.command'>;

/** Sets the native menu; `onCommand` gets what the window is to carry out. */
export function setMenu(onCommand: (command: Command) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(onCommand)));
}

function template(onCommand: (command: Command) => void): MenuItemConstructorOptions[] {
  const mac = process.platform === 'darwin';
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => onCommand(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        item('Start Page', 'start'),
        item('Open…', 'open', 'CmdOrCtrl+O'),
        item('Connect…', 'connect', 'CmdOrCtrl+L'),
        item('Try the Demo', 'demo'),
        { type: 'separator' },
        { role: mac ? 'close' : 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        { type: 'separator' },
        item('Find Frames…', 'find', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: '&View',
      submenu: [
        item('Show the Whole Picture', 'reset-zoom', 'CmdOrCtrl+0'),
        { type: 'separator' },
        { role: 'zoomIn', label: 'Larger Text' },
        { role: 'zoomOut', label: 'Smaller Text' },
        { role: 'resetZoom', label: 'Usual Text Size', accelerator: 'CmdOrCtrl+Shift+0' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
      ],
    },
    { role: 'windowMenu' },
  ];
}
