import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ReportPlace } from '../../../engine/pprof/context';
import { placeIn } from '../../../engine/pprof/place';
import { zoneName } from './zone-file';

/** Where systems keep their time zones. */
const zoneFolder = '/usr/share/zoneinfo';

/**
 * The file of this machine's time zone; null where there is none. TZ names another; so do the letters after a
 * colon.
 */
function zoneFile(zone: string | undefined): Uint8Array | null {
  const named = zone?.replace(/^:/, '');
  if (named === '') return null;
  try {
    return readFileSync(named === undefined ? '/etc/localtime' : resolve(zoneFolder, named));
  } catch {
    return null;
  }
}

/** English-speaking regions: each knows the short names of some time zones, and says 'GMT+1' of the others. */
const locales = ['en-US', 'en-GB', 'en-AU', 'en-CA', 'en-IN', 'en-ZA', 'en-NZ'];

/** The clocks of this machine, with time zones named as the system names them: 'CET', or '+03' without a name. */
export const localPlace: ReportPlace = placeIn((unixMs) => {
  const date = new Date(unixMs);
  const offsetMinutes = -date.getTimezoneOffset();
  const file = zoneFile(process.env.TZ);
  const known = file === null ? null : zoneName(file, unixMs, offsetMinutes);
  if (known !== null) return { offsetMinutes, name: known };
  // Slow to start, and English of some region.
  for (const locale of locales) {
    const parts = new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }).formatToParts(date);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    if (/^[A-Z]{2,5}$/.test(name)) return { offsetMinutes, name };
  }
  if (offsetMinutes === 0) return { offsetMinutes, name: 'UTC' };
  const size = Math.abs(offsetMinutes);
  const pad = (part: number) => String(part).padStart(2, '0');
  const minutes = size % 60 === 0 ? '' : pad(size % 60);
  return { offsetMinutes, name: `${offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}${minutes}` };
});
