/**
 * Whether a sample type counts what happened, so that twice the time makes twice the value. The others say how
 * things stood at one moment: memory in use, goroutines.
 *
 * @param sampleType its name, which may say more behind a slash or a number sign where two bear it
 */
export function accumulates(sampleType: string): boolean {
  return !/^(inuse_|goroutine|threadcreate|(objects|space)($|[/#]))/.test(sampleType);
}
