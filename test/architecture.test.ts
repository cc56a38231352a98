import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { findCycles, readSource, repository, repositoryFiles, type Source } from './helpers/sources';

// The import law, and what else would rot unseen. Each failure names the file, the line and the reason.

interface Law {
  /** Other layers whose files may be imported, types included. */
  readonly layers: readonly string[];
  /** Packages that may be imported. */
  readonly packages: readonly (string | RegExp)[];
  readonly reason: string;
}

const laws: Readonly<Record<string, Law>> = {
  proto: { layers: [], packages: ['zod'], reason: 'proto is what crosses borders, and rests on nothing' },
  engine: {
    layers: ['proto'],
    packages: ['fzstd'],
    reason: 'engine is pure: no DOM, no Node, no Electron, and of packages only pure algorithms',
  },
  preload: { layers: ['proto'], packages: ['electron'], reason: 'preload is only the bridge' },
  main: {
    layers: ['proto', 'engine'],
    packages: [/^node:/, 'zod', 'electron', '@hpcc-js/wasm-graphviz', /^wasmoon-lua5\.1\//],
    reason: 'main is the Node side, and does not know the window',
  },
  renderer: {
    layers: ['proto', 'engine'],
    packages: [
      ...['react', 'react-dom/client', 'react-dom', 'zustand', /^zustand\//, '@tanstack/react-virtual'],
      ...['cmdk', 'radix-ui', /^dockview-react($|\/)/, /^uplot($|\/)/, /^@shikijs\//],
    ],
    reason: 'the window talks to a Host, never to Node or Electron',
  },
};

/** Files outside the layers that a layer may name. */
const exceptions = new Set(['main/version.ts → package.json']);

const maxLines = 600;

const files = repositoryFiles();
const layerOf = (path: string) => path.slice(0, path.indexOf('/'));
const code = files.filter(
  (path) => /\.(ts|tsx|mjs|css)$/.test(path) && !/^test\/(fixtures|golden)\//.test(path),
);
const sources = code.filter((path) => /\.tsx?$/.test(path)).map(readSource);
const layered = sources.filter(({ path }) => layerOf(path) in laws);

/** One message per import that `forbids` gives a reason against. */
function offences(
  from: readonly Source[],
  forbids: (source: Source, at: Source['imports'][number]) => string,
) {
  const found: string[] = [];
  for (const source of from) {
    for (const each of source.imports) {
      const reason = forbids(source, each);
      if (reason !== '') found.push(`${source.path}:${each.line} imports '${each.specifier}': ${reason}`);
    }
  }
  return found;
}

/** Building blocks of several views; they know no view themselves. */
const viewParts = new Set(['renderer/views/table']);

/** 'engine/formats/pprof' of engine/formats/pprof/decode.ts, and '' for files of engine/formats itself. */
function memberOf(folder: string, path: string): string {
  const rest = path.startsWith(folder) ? path.slice(folder.length) : '';
  return rest.includes('/') ? folder + rest.slice(0, rest.indexOf('/')) : '';
}

describe('the import law', () => {
  it('sees the sources', () => {
    expect(layered.length).toBeGreaterThan(50);
    expect(layered.flatMap(({ imports }) => imports).length).toBeGreaterThan(100);
  });

  it('lets a layer import only the layers and packages it may', () => {
    const found = offences(layered, ({ path }, { specifier, file }) => {
      const own = layerOf(path);
      const { layers, packages, reason } = laws[own]!;
      if (file !== '') {
        const fine = [own, ...layers].includes(layerOf(file)) || exceptions.has(`${path} → ${file}`);
        return fine ? '' : reason;
      }
      const fine = packages.some((name) =>
        typeof name === 'string' ? name === specifier : name.test(specifier),
      );
      return fine ? '' : reason;
    });
    expect(found).toEqual([]);
  });

  it('keeps Electron in main/electron and preload', () => {
    const found = offences(layered, ({ path }, { specifier }) =>
      specifier === 'electron' && !/^(main\/electron|preload)\//.test(path)
        ? 'the services must run without Electron'
        : '',
    );
    expect(found).toEqual([]);
  });

  it('keeps Graphviz in the bundle of its thread', () => {
    const found = offences(layered, ({ path }, { specifier, file }) => {
      const isGraphviz = specifier === '@hpcc-js/wasm-graphviz' && path !== 'main/graphviz/worker.ts';
      return isGraphviz || file === 'main/graphviz/worker.ts' ? 'nobody else may pay for its 800 kB' : '';
    });
    expect(found).toEqual([]);
  });

  it('keeps views apart, and formats apart', () => {
    const found = offences(layered, ({ path }, { file }) => {
      for (const folder of ['renderer/views/', 'engine/formats/']) {
        const [from, to] = [memberOf(folder, path), memberOf(folder, file)];
        if (from !== '' && to !== '' && from !== to && !viewParts.has(to))
          return `${from} must not know ${to}`;
      }
      return '';
    });
    expect(found).toEqual([]);
  });

  it('has imports without endings, of files that exist', () => {
    const known = new Set(files);
    const found = offences(layered, (_source, { specifier, file }) => {
      if (file === '') return '';
      if (/\.(ts|tsx|js|mjs)$/.test(specifier)) return 'relative imports have no ending';
      return known.has(file) ? '' : 'there is no such file in the repository';
    });
    expect(found).toEqual([]);
  });

  it('has no cycles, types included', () => {
    expect(findCycles(layered)).toEqual([]);
  });

  it('sees a cycle where there is one', () => {
    const source = (path: string, file: string): Source => ({
      path,
      text: '',
      lines: 0,
      imports: [{ specifier: './x', file, line: 1 }],
    });
    const ring = [source('a.ts', 'b.ts'), source('b.ts', 'c.ts'), source('c.ts', 'b.ts')];
    expect(findCycles(ring)).toEqual(['b.ts → c.ts → b.ts']);
  });
});

describe('the borders of Electron', () => {
  const users = (name: string) =>
    layered
      .filter(({ text }) => new RegExp(`import[^;]*\\b${name}\\b[^;]*from 'electron'`).test(text))
      .map(({ path }) => path);

  it('has one file that uses ipcMain', () => {
    expect(users('ipcMain')).toEqual(['main/electron/ipc.ts']);
  });

  it('has one file that uses ipcRenderer', () => {
    expect(users('ipcRenderer')).toEqual(['preload/preload.ts']);
  });
});

describe('the files', () => {
  it(`are at most ${maxLines} lines long`, () => {
    const long = code
      .map(readSource)
      .filter(({ lines }) => lines > maxLines)
      .map(({ path, lines }) => `${path}: ${lines} lines`);
    expect(long).toEqual([]);
    const lengths = layered.map(({ lines }) => lines).sort((a, b) => a - b);
    console.info(`median file: ${lengths[lengths.length >> 1]} lines of ${lengths.length} files`);
  });

  it("use nothing that Electron 25 lacks, whose types today's have", () => {
    const later = /\b(URL\.canParse|URL\.parse|AbortSignal\.any)\(/;
    // The command line runs on Node alone, of which 20.19 is the oldest.
    const inElectron = layered.filter(({ path }) => !path.startsWith('main/cli/'));
    const found = inElectron.filter(({ text }) => later.test(text)).map(({ path }) => path);
    expect(found).toEqual([]);
  });

  it('have no default exports', () => {
    const found = layered.filter(({ text }) => /^export default\b/m.test(text)).map(({ path }) => path);
    expect(found).toEqual([]);
  });

  it('name no package registry and no folder of this machine', () => {
    // Put together here, so that this file does not name them either.
    const registry = new RegExp(
      `registry\\.(${['npmjs', 'yarnpkg', 'npmmirror'].join('|')})|"resolved": ${'"'}http`,
    );
    const folders = [repository, `${homedir()}/`].filter((folder) => folder.length > 2);
    const text = files.filter((path) => !/\.(png|ico|icns|gz|pb|pprof)$/.test(path));
    const found = text.flatMap((path) => {
      const { text: contents } = readSource(path);
      if (registry.test(contents))
        return [`${path} names a registry: clones behind a mirror would not use theirs`];
      return folders.filter((folder) => contents.includes(folder)).map((folder) => `${path} names ${folder}`);
    });
    expect(found).toEqual([]);
  });
});
