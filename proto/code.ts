import { z } from 'zod';

/** Sources and machine code, as the window asks for them and main finds them on this machine. */

/** Where sources lie that profiles name otherwise: paths that begin with `from` are looked for below `to`. */
export const sourceRuleSchema = z.object({
  /** As profiles write it; '' = any path, by the longest end of it that is there. */
  from: z.string().max(4096),
  /** A folder of this machine, absolute. */
  to: z.string().min(1).max(4096),
});
export type SourceRule = z.infer<typeof sourceRuleSchema>;

export const sourceRulesSchema = z.array(sourceRuleSchema).max(100);

export const sourceTextSchema = z.object({
  /** Where it was found; '' = nowhere. */
  path: z.string(),
  text: z.string(),
});
export type SourceText = z.infer<typeof sourceTextSchema>;

/** An unsigned 64-bit number in hexadecimal, without 0x. */
const hexSchema = z.string().regex(/^[0-9a-f]{1,16}$/);

/** A binary as it lay in the process. */
export const codeMappingSchema = z.object({
  file: z.string().max(4096),
  buildId: z.string().max(200),
  start: hexSchema,
  limit: hexSchema,
  offset: hexSchema,
});

export const disassembleSchema = z.object({
  mapping: codeMappingSchema,
  /** Addresses of the process; the functions they lie in are taken apart. */
  addresses: z.array(hexSchema).max(100_000),
});

export const instructionSchema = z.object({
  /** As the binary uses it, hexadecimal. */
  address: z.string(),
  text: z.string(),
  function: z.string(),
  file: z.string(),
  line: z.number(),
});

export const disassemblySchema = z.object({
  functions: z.array(
    z.object({
      names: z.array(z.string()),
      instructions: z.array(instructionSchema),
      /** Whether it is longer than what is here. */
      isCut: z.boolean(),
    }),
  ),
  /** Of each asked address what the binary uses for it, hexadecimal; '' where it lies outside. */
  inBinary: z.array(z.string()),
});
export type Disassembly = z.infer<typeof disassemblySchema>;
