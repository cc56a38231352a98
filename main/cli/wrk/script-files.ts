import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FlamebenchError } from '../../../proto/errors';
import type { LoadScript } from '../../../proto/load';
import { fileError } from '../../services/file-error';

const mostFiles = 500;
const mostBytes = 32 << 20;
const deepest = 4;
/** Words without which a Lua script reads no file. */
const readsFiles = /\b(?:require|dofile|loadfile|io\s*\.\s*(?:open|lines|input))\b/;

/** A script with the files beside it, and whether all of them came along. */
export interface ScriptFiles {
  readonly script: Omit<LoadScript, 'isCorrected'>;
  /** Some files were left out: too many, or too large together. */
  readonly isPartial: boolean;
}

/**
 * Reads a script's file, and for one in Lua that reads files those in its folder: a running script has no file
 * system but what is sent along.
 * @throws FlamebenchError of the file, 'script-failed' for text that is not UTF-8
 */
export async function readScript(file: string, args: readonly string[]): Promise<ScriptFiles> {
  const language = /\.[cm]?js$/i.test(file) ? 'js' : 'lua';
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    if (!(error instanceof TypeError)) throw fileError(error, file);
    throw new FlamebenchError('script-failed', file, { reason: 'it is not text in UTF-8' });
  }
  const wanted = language === 'lua' && readsFiles.test(source);
  const { files, isPartial } = wanted ? await filesBelow(dirname(file)) : { files: [], isPartial: false };
  return { script: { language, name: file, source, args: [...args], siblings: files }, isPartial };
}

type Files = [name: string, base64: string][];

/** The files of a folder, those nearest first. Links, hidden files and node_modules are left out. */
async function filesBelow(root: string): Promise<{ files: Files; isPartial: boolean }> {
  const files: Files = [];
  let bytes = 0;
  let isPartial = false;
  let folders = [''];
  for (let depth = 0; depth < deepest && folders.length > 0; depth++) {
    const below: string[] = [];
    for (const folder of folders) {
      const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
        if (entry.isDirectory()) below.push(name);
        if (!entry.isFile()) continue;
        const size = await stat(join(root, name)).then(
          (found) => found.size,
          () => 0,
        );
        if (files.length === mostFiles || bytes + size > mostBytes) {
          isPartial = true;
          continue;
        }
        const contents = await readFile(join(root, name)).catch(() => null);
        if (contents === null) continue;
        bytes += contents.length;
        files.push([name, contents.toString('base64')]);
      }
    }
    folders = below;
  }
  return { files, isPartial };
}
