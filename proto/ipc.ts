import { z } from 'zod';
import { disassembleSchema, disassemblySchema, sourceRulesSchema, sourceTextSchema } from './code';
import { loadPlanSchema } from './load';
import { preflightSchema } from './preflight';
import {
  experimentPlanSchema,
  experimentProgressSchema,
  failureSchema,
  runSchema,
  runSummarySchema,
  targetSchema,
} from './run';
import { themes } from './themes';

/**
 * Everything that crosses between the window and the main process, once. Main's registration, preload's
 * bridge and the window's types all derive from these two constants; adding a channel is adding an entry.
 *
 * A **request** is asked by the window and answered by main with an {@link Outcome}. A **signal** is pushed
 * by main. Main parses every argument before use: the window is not trusted.
 */

// zod compiles parsers with `new Function`, which the window's content security policy forbids.
z.config({ jitless: true });

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const none = z.null();
/** A file name inside a run; never a path. */
const fileName = z.string().regex(/^[A-Za-z0-9._-]{1,200}$/);
const runId = runSchema.shape.id;

/** A profile handed to the window: bytes still compressed as they were found. */
export const openedFileSchema = z.object({
  name: z.string(),
  bytes,
  /** Under which main gives the file again at the next start; absent for what it never saw on disk. */
  id: z.string().max(64).optional(),
});
export type OpenedFile = z.infer<typeof openedFileSchema>;

/** A file that was open before. The window names no paths: it asks for what main gave it already, by its id. */
export const recentFileSchema = z.object({
  id: z.string().max(64),
  name: z.string(),
  /** For display. */
  folder: z.string(),
});
export type RecentFile = z.infer<typeof recentFileSchema>;

/** Profiles that another tool keeps in a folder of its own; the window names them, never a path. */
export const savedProfilesSchema = z.object({
  /** For display. */
  folder: z.string(),
  /** Newest first. */
  files: z.array(z.object({ name: z.string(), modifiedMs: z.number() })),
});
export type SavedProfiles = z.infer<typeof savedProfilesSchema>;

/** A run's folder that cannot be read as one, and why. */
export const brokenRunSchema = z.object({ id: z.string(), failure: failureSchema });
export type BrokenRunEntry = z.infer<typeof brokenRunSchema>;

/** Languages of the window, by the first part of their BCP 47 tags. */
export const windowLanguages = ['en', 'zh'] as const;
export type WindowLanguage = (typeof windowLanguages)[number];

export const demoSchema = z.object({
  /** Base URLs of the two variants, and the path each is to be loaded at. */
  slowUrl: z.string(),
  fastUrl: z.string(),
  loadPath: z.string(),
});
export type Demo = z.infer<typeof demoSchema>;

export const appInfoSchema = z.object({
  version: z.string(),
  electron: z.string(),
  /** Folder that holds the runs, for display. */
  libraryPath: z.string(),
  /** True under `--self-test`: the window then runs nothing by itself, but skips motion. */
  selfTest: z.boolean(),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

/** What a person writes about a run after the fact. Bounded, as it is read whole with every list of runs. */
export const annotationSchema = z.object({
  /** What the run is called; '' = by its address. */
  label: z.string().max(200),
  notes: z.string().max(100_000),
  tags: z.array(z.string().min(1).max(60)).max(50),
});
export type Annotation = z.infer<typeof annotationSchema>;

export const requests = {
  'app.info': { argument: none, result: appInfoSchema },
  /** Starts the demo service's two variants, or returns those already running. */
  'demo.start': { argument: none, result: demoSchema },
  /** Of another machine main asks the person first; declined, it fails with 'cancelled'. */
  'target.probe': { argument: z.object({ url: z.string().max(2000) }), result: targetSchema },
  /** Sends a load's request once, to another machine after asking as well; `id` is for 'experiment.cancel'. */
  'load.preflight': {
    argument: z.object({ id: z.string().max(100), load: loadPlanSchema }),
    result: preflightSchema,
  },
  /**
   * Main asks the person itself before anything goes to another machine, and takes nobody's word for the answer.
   * Answers when the experiment has ended; meanwhile `experiment.progress` signals arrive.
   */
  'experiment.run': {
    argument: z.object({ id: z.string().max(100), plan: experimentPlanSchema }),
    result: runSchema,
  },
  /** Ends the experiment at once; its `experiment.run` then fails with 'cancelled'. */
  'experiment.cancel': { argument: z.object({ id: z.string().max(100) }), result: none },
  'library.list': { argument: none, result: z.array(runSummarySchema) },
  /** The folders that 'library.list' left out, as they cannot be read. */
  'library.broken': { argument: none, result: z.array(brokenRunSchema) },
  'library.run': { argument: z.object({ id: runId }), result: runSchema },
  /** Replaces what a person wrote about a run; answers with the run as it then is. */
  'library.annotate': { argument: annotationSchema.extend({ id: runId }), result: runSchema },
  'library.capture': { argument: z.object({ id: runId, file: fileName }), result: bytes },
  /** Some of the bytes that crossed as a receipt: see pieces.ts. */
  'bytes.piece': {
    argument: z.object({ id: z.string().max(64), at: z.number().int().nonnegative() }),
    result: bytes,
  },
  /** Has Graphviz ready for the first `graph.layout`, which is slower without. */
  'graph.warm': { argument: none, result: none },
  /** What Graphviz makes of a graph in its language: coordinates, or a picture. */
  'graph.layout': {
    argument: z.object({
      id: z.string().max(100),
      dot: z.string().max(8_000_000),
      format: z.enum(['plain', 'svg']),
    }),
    result: z.string(),
  },
  /** Ends the layout at once; its `graph.layout` then fails with 'cancelled'. */
  'graph.cancel': { argument: z.object({ id: z.string().max(100) }), result: none },
  /** Shows the system's open dialog; an empty list when it was dismissed. */
  'file.open': { argument: none, result: z.array(openedFileSchema) },
  /** Shows the system's save dialog and writes the bytes; '' when it was dismissed, else the path. */
  'file.save': {
    argument: z.object({ suggestedName: z.string().max(200), bytes }),
    result: z.string(),
  },
  /** Files opened before, the last one first. */
  'recent.list': { argument: none, result: z.array(recentFileSchema) },
  /** Reads one of them again; fails 'file-not-found' where it is gone. */
  'recent.open': { argument: z.object({ id: z.string().max(64) }), result: openedFileSchema },
  /** How the reading of a file ended that main gave an id: it stands first in the list, or leaves it. */
  'recent.told': { argument: z.object({ id: z.string().max(64), isRead: z.boolean() }), result: none },
  /** What go tool pprof has saved, read only. */
  'pprof.list': { argument: none, result: savedProfilesSchema },
  'pprof.open': { argument: z.object({ name: z.string().max(260) }), result: openedFileSchema },
  'recent.clear': { argument: none, result: none },
  /** What the window kept of itself, as it wrote it; '' = nothing yet. */
  'desk.load': { argument: none, result: z.string() },
  /** Puts aside what 'desk.load' gave, as the window cannot read it; its path, or '' where that could not be done. */
  'desk.setAside': { argument: none, result: z.string() },
  'desk.save': { argument: z.object({ text: z.string().max(8_000_000) }), result: none },
  /** Light and dark for the window and what the system draws of it. */
  'desk.theme': { argument: z.object({ theme: z.enum(themes) }), result: none },
  /** The language of the window, for menus and dialogs that are not the page's. */
  'desk.language': { argument: z.object({ language: z.enum(windowLanguages) }), result: none },
  /** The text of a source that a profile names, by its path or by the rules; path '' where it is not here. */
  'source.read': { argument: z.object({ path: z.string().max(4096) }), result: sourceTextSchema },
  'source.rules': { argument: none, result: sourceRulesSchema },
  /** Replaces the rules. Of folders that are new main asks the person; refused, it fails 'permission-denied'. */
  'source.setRules': { argument: z.object({ rules: sourceRulesSchema }), result: sourceRulesSchema },
  /** Shows the system's dialog for folders; '' when it was dismissed. */
  'source.folder': { argument: none, result: z.string() },
  /** The machine functions that some sampled addresses of a binary lie in. */
  'code.disassemble': { argument: disassembleSchema, result: disassemblySchema },
} as const;

export type RequestName = keyof typeof requests;
export type Argument<N extends RequestName> = z.infer<(typeof requests)[N]['argument']>;
export type Result<N extends RequestName> = z.infer<(typeof requests)[N]['result']>;

/** Commands of the native menu that the window carries out. */
export const menuCommands = [
  ...['start', 'open', 'connect', 'demo', 'close-tab', 'find', 'filter', 'reset-zoom', 'undo', 'redo'],
  ...[
    'palette',
    'shortcuts',
    'settings',
    'export',
    'split-right',
    'split-down',
    'close-pane',
    'reset-layout',
  ],
] as const;

export const signals = {
  'experiment.progress': experimentProgressSchema,
  /** A file named on the command line, dropped on the icon, or chosen from the system. */
  'file.opened': openedFileSchema,
  /** Such a file that could not be read. */
  'file.failed': failureSchema,
  /** Two files to be shown against each other, whenever they were taken. */
  'comparison.opened': z.object({ before: openedFileSchema, after: openedFileSchema }),
  'menu.command': z.enum(menuCommands),
} as const;

export type SignalName = keyof typeof signals;
export type Signal<N extends SignalName> = z.infer<(typeof signals)[N]>;
