import { openLuaMain } from './main-script';
import { openLuaThread } from './thread-script';

/** wrk's own language. */
export const lua = { thread: openLuaThread, main: openLuaMain };
