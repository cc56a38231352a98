import { FlamebenchError } from '../../../proto/errors';
import type { OpenedFile } from '../../../proto/ipc';
import { notify, type Ports } from '../store';
import { openFiles } from './profiles';

/** One thing that a person dropped on the window. */
export interface Dropped {
  readonly name: string;
  readonly isFolder: boolean;
  /** Rejects with the browser's own error where it cannot be read. */
  readonly read: () => Promise<OpenedFile['bytes']>;
  /** What main knows it by; undefined = it does not. */
  readonly id: Promise<string | undefined>;
}

/** Opens what was dropped; what cannot be read says so, and hinders nothing else. */
export async function openDropped(ports: Ports, dropped: readonly Dropped[]): Promise<void> {
  const read = await Promise.all(
    dropped.map(async (each): Promise<OpenedFile[]> => {
      try {
        return [await openedOf(each)];
      } catch (thrown) {
        notify(ports.store, thrown, each.name);
        return [];
      }
    }),
  );
  await openFiles(ports, read.flat());
}

async function openedOf({ name, isFolder, read, id }: Dropped): Promise<OpenedFile> {
  if (isFolder) throw new FlamebenchError('bad-argument', name, { reason: 'it is a folder, not a file' });
  try {
    return { name, bytes: await read(), id: await id };
  } catch (thrown) {
    // Its file is gone, or not for this person; browsers tell no more.
    const isGone = (thrown as { readonly name?: unknown }).name === 'NotFoundError';
    throw new FlamebenchError(isGone ? 'file-not-found' : 'permission-denied', name);
  }
}
