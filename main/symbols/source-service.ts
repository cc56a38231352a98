import { type FileHandle, readFile, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { type SourceRule, type SourceText, sourceRulesSchema } from '../../proto/code';
import { FlamebenchError } from '../../proto/errors';
import { fileError } from '../services/file-error';
import { openPlainFile } from '../services/open-plain';
import { writeFileAtomically } from '../services/save-file';
import { mappedSources } from './mapped-sources';
import { isSourcePath, sourcePlaces } from './source-rules';

/** Longer sources are generated; a person reads them elsewhere. */
export const maxSourceBytes = 4 * 1024 * 1024;

export interface SourceService {
  /** The text of a source that a profile names; path '' where it is nowhere. */
  read(named: string): Promise<SourceText>;
  rules(): Promise<readonly SourceRule[]>;
  /** Replaces the rules; a folder that was not among them before must be allowed. */
  setRules(rules: readonly SourceRule[]): Promise<readonly SourceRule[]>;
}

export interface SourcePorts {
  /** Where the rules are kept; null = only while the process runs. */
  readonly file: string | null;
  /** Asks the person whether sources below a folder may be read. */
  readonly allowFolder: (folder: string) => Promise<boolean>;
  /** Of the bundles: sources of the demo service are in its source map there, under the names its profiles give. */
  readonly distFolder: string;
}

/**
 * Sources on this machine, for the window: only files whose name ends as a source's does, only where a profile's
 * own path or a person's rule leads, never out of a rule's folder by a link, and nothing is ever written there.
 * Those of the demo service come with it.
 */
export function createSourceService({ file, allowFolder, distFolder }: SourcePorts): SourceService {
  const demoMap = join(distFolder, 'demo-service.cjs.map');
  const ofDemo = mappedSources(demoMap);
  let kept: Promise<readonly SourceRule[]> | null = null;
  const rules = () => {
    kept ??= file === null ? Promise.resolve([]) : readRules(file);
    return kept;
  };
  return {
    rules,
    async setRules(wanted) {
      const known = new Set((await rules()).map(({ to }) => to));
      for (const to of new Set(wanted.map((rule) => rule.to))) {
        if (!isAbsolute(to)) {
          throw new FlamebenchError('bad-argument', to, { reason: 'a folder is named from the root on' });
        }
        if (!known.has(to) && !(await allowFolder(to))) throw new FlamebenchError('permission-denied', to);
      }
      if (file !== null) {
        await writeFileAtomically(file, new TextEncoder().encode(`${JSON.stringify(wanted, null, 2)}\n`));
      }
      kept = Promise.resolve(wanted);
      return wanted;
    },
    async read(named) {
      if (!isSourcePath(named.replace(/[?#].*$/, ''))) return { path: '', text: '' };
      for (const place of sourcePlaces(named, await rules())) {
        const text = await readSource(place.path, place.below);
        if (text !== null) return { path: place.path, text };
      }
      const text = await ofDemo(named);
      return text === null ? { path: '', text: '' } : { path: demoMap, text };
    },
  };
}

/** Rules that were damaged are as good as none: the person sees that, and writes them anew. */
async function readRules(file: string): Promise<readonly SourceRule[]> {
  try {
    return sourceRulesSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return [];
  }
}

/** What the system says of names that no file can have, too long ones and such with a zero byte among them. */
const noFileCodes = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);

/** null where there is no such file, or a link leads out of the folder. */
async function readSource(path: string, below: string): Promise<string | null> {
  let file: FileHandle | undefined;
  try {
    const real = await realpath(path);
    if (!isSourcePath(real)) return null;
    if (below !== '') {
      const inside = relative(await realpath(below), real);
      if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return null;
    }
    file = await openPlainFile(real);
    const stat = await file.stat();
    if (stat.size > maxSourceBytes) {
      throw new FlamebenchError('too-large', path, { limitBytes: maxSourceBytes });
    }
    const text = await file.readFile('utf8');
    if (text.includes('\0')) throw new FlamebenchError('bad-argument', path, { reason: 'it is no text' });
    return text;
  } catch (error) {
    if (file === undefined && error instanceof FlamebenchError) return null;
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== undefined && noFileCodes.has(code)) return null;
    throw fileError(error, path);
  } finally {
    await file?.close();
  }
}
