import { z } from 'zod';

/** Bounds of what a load script may bring along. */
export const scriptLimits = { sourceBytes: 4 << 20, siblings: 1000, siblingBytes: 64 << 20 } as const;

/**
 * A load script as it crosses processes. All it may read travels with it: it gets no file system, no network
 * and no environment.
 */
export const scriptSourceSchema = z.object({
  language: z.enum(['lua', 'js']),
  /** The file's name as typed, for messages. */
  name: z.string().min(1),
  source: z.instanceof(Uint8Array).refine((source) => source.length <= scriptLimits.sourceBytes, 'too large'),
  /** What followed `--` on the command line. */
  args: z.array(z.string()),
  /** Files beside the script that it may read: name relative to its folder, with '/', and contents. */
  siblings: z.array(z.tuple([z.string().min(1), z.instanceof(Uint8Array)])).max(scriptLimits.siblings),
});
export type ScriptSource = z.infer<typeof scriptSourceSchema>;
