import { cpuHeader } from '../../legacy/cpu-records';
import { headLines } from '../../wire/lines';
import type { Format } from '../types';
import { readJavaCpu } from './read-cpu';
import { javaHeading, readJavaText } from './read-text';

/** The CPU, heap and contention profiles of Google's agent for Java: gperftools' formats, with names inside. */
export const javaFormat: Format = {
  id: 'java',
  label: 'Java profile (gperftools)',
  recognise: (bytes) => {
    if (cpuHeader(bytes)?.isJava) return 'yes';
    const [first = '', ...rest] = headLines(bytes);
    const isJava =
      javaHeading.test(first) && rest.slice(0, 8).some((line) => /^\s*format\s*=\s*java\b/.test(line));
    return isJava ? 'yes' : 'no';
  },
  read: (bytes, name) => (cpuHeader(bytes) === null ? readJavaText(bytes, name) : readJavaCpu(bytes, name)),
};
