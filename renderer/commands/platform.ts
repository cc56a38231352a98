/** Whether keys are printed as on a Mac. */
export const isMac = /mac/i.test(globalThis.navigator?.platform ?? '');
