import { openJsMain } from './main-script';
import { openJsThread } from './thread-script';

/** wrk's hooks in JavaScript. */
export const js = { thread: openJsThread, main: openJsMain };
