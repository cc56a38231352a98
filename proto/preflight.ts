import { z } from 'zod';

/** What came of the one request that is sent before a load starts, so that a person sees what it would repeat. */
export const preflightSchema = z.object({
  method: z.string(),
  url: z.string(),
  /** Where it went: '127.0.0.1:8080'. */
  address: z.string(),
  status: z.number(),
  /** The status' own words: 'OK'. */
  statusText: z.string(),
  /** Without parameters, lower case; '' where the service names none. */
  mediaType: z.string(),
  /** Length of the body as received. */
  bytes: z.number(),
  /** From the first byte of the request to the last of the response, in milliseconds. */
  ms: z.number(),
  /** Where a redirect points; load follows none. '' otherwise. */
  location: z.string(),
});
export type Preflight = z.infer<typeof preflightSchema>;

/** Methods that HTTP holds to change nothing (RFC 9110, 9.2.1); all others are named before they are repeated. */
export const safeMethods = ['GET', 'HEAD', 'OPTIONS', 'TRACE'] as const;

export function isSafeMethod(method: string): boolean {
  return (safeMethods as readonly string[]).includes(method);
}
