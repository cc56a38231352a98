import { type BrowserWindow, dialog } from 'electron';
import type { OpenedFile } from '../../proto/ipc';
import { writeFileAtomically } from '../services/save-file';
import type { Dialogs } from '../window/handlers';
import type { NativeWords } from '../window/native-words';

/**
 * The system's dialogs, in front of `window()` while there is one.
 * @param readOne reads a file that was chosen; null where it could not, which the window was told
 * @param words what they say, as the window is set when they open
 */
export function createDialogs(
  window: () => BrowserWindow | null,
  readOne: (path: string) => Promise<OpenedFile | null>,
  words: () => NativeWords['dialogs'],
): Dialogs {
  return {
    async open() {
      const options: Electron.OpenDialogOptions = {
        title: words().open,
        properties: ['openFile', 'multiSelections'],
        filters: [
          {
            name: words().profiles,
            extensions: [
              ...['gz', 'pb', 'pprof', 'prof', 'out', 'txt', 'heap', 'folded', 'perf'],
              ...['json', 'cpuprofile', 'heapprofile'],
            ],
          },
          { name: words().allFiles, extensions: ['*'] },
        ],
      };
      const parent = window();
      const { filePaths } = await (parent
        ? dialog.showOpenDialog(parent, options)
        : dialog.showOpenDialog(options));
      const read = await Promise.all(filePaths.map(readOne));
      return read.filter((file) => file !== null);
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

    async folder() {
      const options: Electron.OpenDialogOptions = {
        title: words().sourceFolder,
        properties: ['openDirectory'],
      };
      const parent = window();
      const { filePaths } = await (parent
        ? dialog.showOpenDialog(parent, options)
        : dialog.showOpenDialog(options));
      const [folder = ''] = filePaths;
      if (folder !== '') chosen.add(folder);
      return folder;
    },
  };
}

/** Folders that the person chose in a dialog; nobody asks about them again. */
const chosen = new Set<string>();

/** Whether sources below a folder may be read: asked of the person, in front of `window()`. */
export async function allowSourceFolder(
  window: BrowserWindow | null,
  folder: string,
  words: NativeWords['dialogs'],
): Promise<boolean> {
  if (chosen.has(folder)) return true;
  const options: Electron.MessageBoxOptions = {
    type: 'question',
    title: 'Flamebench',
    message: words.readSources(folder),
    detail: words.readSourcesDetail,
    buttons: [words.cancel, words.read],
    defaultId: 1,
    cancelId: 0,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  if (response === 1) chosen.add(folder);
  return response === 1;
}
