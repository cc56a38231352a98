/** Field numbers of the pprof schema; proto/profile.proto says what each means. */
export const profileField = {
  sampleType: 1,
  sample: 2,
  mapping: 3,
  location: 4,
  function: 5,
  stringTable: 6,
  dropFrames: 7,
  keepFrames: 8,
  timeNanos: 9,
  durationNanos: 10,
  periodType: 11,
  period: 12,
  comment: 13,
  defaultSampleType: 14,
  docUrl: 15,
} as const;

export const valueTypeField = { type: 1, unit: 2 } as const;
export const sampleField = { locationId: 1, value: 2, label: 3 } as const;
export const labelField = { key: 1, str: 2, num: 3, numUnit: 4 } as const;

export const mappingField = {
  id: 1,
  memoryStart: 2,
  memoryLimit: 3,
  fileOffset: 4,
  filename: 5,
  buildId: 6,
  hasFunctions: 7,
  hasFilenames: 8,
  hasLineNumbers: 9,
  hasInlineFrames: 10,
} as const;

export const locationField = { id: 1, mappingId: 2, address: 3, line: 4, isFolded: 5 } as const;
export const lineField = { functionId: 1, line: 2, column: 3 } as const;
export const functionField = { id: 1, name: 2, systemName: 3, filename: 4, startLine: 5 } as const;
