import type { ReportPlace } from '../../../engine/pprof/context';
import { placeIn } from '../../../engine/pprof/place';

/** English-speaking regions: each knows the short names of some time zones, and says 'GMT+1' of the others. */
const locales = ['en-US', 'en-GB', 'en-AU', 'en-CA', 'en-IN', 'en-ZA', 'en-NZ'];

/** The clocks of this machine, with time zones named as the system names them: 'CET', or '+03' without a name. */
export const localPlace: ReportPlace = placeIn((unixMs) => {
  const date = new Date(unixMs);
  const offsetMinutes = -date.getTimezoneOffset();
  for (const locale of locales) {
    const parts = new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }).formatToParts(date);
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    if (/^[A-Z]{2,5}$/.test(name)) return { offsetMinutes, name };
  }
  const size = Math.abs(offsetMinutes);
  const pad = (part: number) => String(part).padStart(2, '0');
  const minutes = size % 60 === 0 ? '' : pad(size % 60);
  return { offsetMinutes, name: `${offsetMinutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}${minutes}` };
});
