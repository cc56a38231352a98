import { type BrowserWindow, dialog } from 'electron';
import { writeFileAtomically } from '../services/save-file';
import type { Dialogs } from '../window/handlers';
import { readOpenedFile } from './opened-files';

/** The system's dialogs, in front of `window()` while there is one. */
export function createDialogs(window: () => BrowserWindow | null): Dialogs {
  return {
    async open() {
      const options: Electron.OpenDialogOptions = {
        title: 'Open profiles',
        properties: ['openFile', 'multiSelections'],
        filters: [
          {
            name: 'Profiles',
            extensions: [
              ...['gz', 'pb', 'pprof', 'prof', 'out', 'txt', 'heap', 'folded', 'perf'],
              ...['json', 'cpuprofile', 'heapprofile'],
            ],
          },
          { name: 'All files', extensions: ['*'] },
        ],
      };
      const parent = window();
      const { filePaths } = await (parent
        ? dialog.showOpenDialog(parent, options)
        : dialog.showOpenDialog(options));
      return Promise.all(filePaths.map(readOpenedFile));
    },

    async save(suggestedName, bytes) {
      const options: Electron.SaveDialogOptions = { defaultPath: suggestedName };
      const parent = window();
      const { filePath } = await (parent
        ? dialog.showSaveDialog(parent, options)
        : dialog.showSaveDialog(options));
      if (!filePath) return '';
      await writeFileAtomically(filePath, bytes);
      return filePath;
    },
  };
}
