import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Signal } from '../../proto/ipc';
import type { NativeWords } from '../window/native-words';

type Command = Signal<'menu.command'>;
type Words = NativeWords['menu'];
type Role = NonNullable<MenuItemConstructorOptions['role']>;

const line: MenuItemConstructorOptions = { type: 'separator' };

/** Sets the native menu; `onCommand` gets what the window is to carry out. */
export function setMenu(words: Words, onCommand: (command: Command) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template(words, onCommand)));
}

/** What the system does by itself. Its own labels are English whatever the language. */
const own = (role: Role, label: string): MenuItemConstructorOptions => ({ role, label });

/**
 * The same commands and keys as the window's own table has (renderer/commands). A key that the page takes does
 * not reach the menu, so none is carried out twice.
 */
function template(words: Words, onCommand: (command: Command) => void): MenuItemConstructorOptions[] {
  const mac = process.platform === 'darwin';
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => onCommand(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  return [
    ...(mac ? [appMenu(words)] : []),
    {
      label: words.file,
      submenu: [
        item(words.start, 'start', 'CmdOrCtrl+1'),
        item(words.open, 'open', 'CmdOrCtrl+O'),
        ...recentDocuments(words),
        item(words.connect, 'connect', 'CmdOrCtrl+L'),
        item(words.demo, 'demo'),
        line,
        item(words.export, 'export', 'CmdOrCtrl+E'),
        line,
        item(words.settings, 'settings', 'CmdOrCtrl+,'),
        line,
        item(words.closeTab, 'close-tab', 'CmdOrCtrl+W'),
        mac ? own('close', words.closeWindow) : own('quit', words.quit),
      ],
    },
    {
      label: words.edit,
      submenu: [
        item(words.undo, 'undo', 'CmdOrCtrl+Z'),
        item(words.redo, 'redo', 'CmdOrCtrl+Shift+Z'),
        line,
        own('cut', words.cut),
        own('copy', words.copy),
        own('paste', words.paste),
        own('selectAll', words.selectAll),
        line,
        item(words.find, 'find', 'CmdOrCtrl+F'),
        item(words.filter, 'filter', 'CmdOrCtrl+Shift+F'),
      ],
    },
    {
      label: words.view,
      submenu: [
        item(words.palette, 'palette', 'CmdOrCtrl+K'),
        line,
        item(words.resetZoom, 'reset-zoom', 'CmdOrCtrl+0'),
        line,
        item(words.splitRight, 'split-right', 'CmdOrCtrl+\\'),
        item(words.splitDown, 'split-down', 'CmdOrCtrl+Shift+\\'),
        item(words.closePane, 'close-pane', 'CmdOrCtrl+Shift+W'),
        item(words.resetLayout, 'reset-layout'),
        line,
        own('zoomIn', words.larger),
        own('zoomOut', words.smaller),
        { ...own('resetZoom', words.usualSize), accelerator: 'CmdOrCtrl+Shift+0' },
        line,
        own('togglefullscreen', words.fullScreen),
        ...(app.isPackaged ? [] : [own('toggleDevTools', words.developer)]),
      ],
    },
    {
      role: 'window',
      label: words.window,
      submenu: [
        own('minimize', words.minimise),
        ...(mac
          ? [own('zoom', words.zoom), line, own('front', words.front)]
          : [own('close', words.closeWindow)]),
      ],
    },
    { role: 'help', label: words.help, submenu: [item(words.shortcuts, 'shortcuts')] },
  ];
}

/** Filled by the system from the documents the app opened; Linux has no such list. */
function recentDocuments(words: Words): MenuItemConstructorOptions[] {
  if (process.platform === 'linux') return [];
  return [
    {
      ...own('recentDocuments', words.openRecent),
      submenu: [own('clearRecentDocuments', words.clearRecent)],
    },
  ];
}

function appMenu(words: Words): MenuItemConstructorOptions {
  return {
    label: 'Flamebench',
    submenu: [
      own('about', words.about),
      line,
      own('services', words.services),
      line,
      own('hide', words.hide),
      own('hideOthers', words.hideOthers),
      own('unhide', words.showAll),
      line,
      own('quit', words.quitApp),
    ],
  };
}
