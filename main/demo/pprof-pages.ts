import { cpuIntervalUs, heapIntervalBytes } from './v8-profiler';

/** Longest CPU profile the service takes. */
export const maxSeconds = 60;

export const offers = [
  {
    name: 'allocs',
    about: `All allocations since the service began, one sample per ${heapIntervalBytes / 1024} kB.`,
  },
  { name: 'heap', about: 'The same: V8 samples what is allocated, freed or not.' },
  { name: 'profile', about: `CPU profile, one sample per ${cpuIntervalUs} µs; ?seconds=N gives its length.` },
] as const;

/** The page of /debug/pprof/, laid out as tools that read Go's page expect it. */
export function indexPage(): string {
  const rows = offers
    .map(
      ({ name }) =>
        `<tr><td>${name === 'profile' ? 0 : 1}</td><td><a href='${name}?debug=0'>${name}</a></td></tr>`,
    )
    .join('\n');
  const about = offers.map((offer) => `<li><b>${offer.name}:</b> ${offer.about}</li>`).join('\n');
  return `<html>
<head><title>/debug/pprof/</title></head>
<body>
/debug/pprof/<br>
<p>Types of profiles available:</p>
<table>
<thead><td>Count</td><td>Profile</td></thead>
${rows}
</table>
<ul>
${about}
</ul>
</body>
</html>
`;
}

/**
 * Length of the CPU profile a query asks for, or what is wrong with it.
 * @param text value of `seconds`; null where it is missing
 */
export function parseSeconds(text: string | null): number | string {
  if (text === null) return 30;
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds <= 0) {
    return 'invalid value for "seconds" - must be a positive integer';
  }
  return seconds > maxSeconds
    ? `profile duration exceeds the service's limit of ${maxSeconds} seconds`
    : seconds;
}
