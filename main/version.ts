import { version } from '../package.json';

/** What runs are signed with: the program and its version. */
export const madeBy = `flamebench ${version}`;
export { version };
