import { limitedOutput } from './output-limit';
import type { MainScript, ScriptOutput, ScriptTask, ThreadScript } from './types';

/**
 * Loads a script for one worker thread: runs the file. The language is loaded with it, so that a load without
 * a script does not pay for one.
 * @throws FlamebenchError 'script-failed'
 */
export async function openThreadScript(task: ScriptTask, output: ScriptOutput): Promise<ThreadScript> {
  return (await languages[task.script.language]()).thread(task, limitedOutput(output, task.script.name));
}

/** Loads a script for the main state: runs the file. @throws FlamebenchError 'script-failed' */
export async function openMainScript(task: ScriptTask, output: ScriptOutput): Promise<MainScript> {
  return (await languages[task.script.language]()).main(task, limitedOutput(output, task.script.name));
}

interface Language {
  thread(task: ScriptTask, output: ScriptOutput): ThreadScript;
  main(task: ScriptTask, output: ScriptOutput): MainScript;
}

/** A language is a folder here and a line in this list. */
const languages: Readonly<Record<'lua' | 'js', () => Promise<Language>>> = {
  lua: async () => (await import('./lua/lua')).lua,
  js: async () => (await import('./js/js')).js,
};
