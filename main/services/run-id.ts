import { randomBytes } from 'node:crypto';

/**
 * A new run's folder name: UTC time to the millisecond, so that names sort by age; a readable piece of the
 * label; and 40 random bits, so that no two are equal. '20260319T071207123Z-before-the-cache-k3f9x2ab'
 *
 * @param createdAt ISO 8601, UTC
 */
export function createRunId(createdAt: string, label: string): string {
  const time = createdAt.replace(/[-:.]/g, '');
  const slug = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  const suffix = randomBytes(5).toString('hex');
  return [time, slug, suffix].filter((part) => part !== '').join('-');
}
