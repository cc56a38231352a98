/**
 * Shares `total` among `parts` as evenly as whole numbers allow; the first parts carry the remainder, so
 * that nothing is lost. Parts beyond `total` get nothing and are left out.
 */
export function split(total: number, parts: number): number[] {
  const used = Math.min(total, parts);
  const share = Math.floor(total / used);
  const remainder = total % used;
  return Array.from({ length: used }, (_, i) => share + (i < remainder ? 1 : 0));
}
