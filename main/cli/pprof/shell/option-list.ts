import type { Profile } from '../../../../engine/model/profile';
import { choicesOf, optionNames, type ReportOptions } from '../../../../engine/pprof/options';
import { chooseSamples } from '../../../../engine/pprof/sample-values';
import { remarkMark } from './line';

/** The options and their values, one a line, each as it could be typed. */
export function optionList(options: ReportOptions, profile: Profile): string[] {
  const oneOf = (values: readonly string[]) => `[${values.join(' | ')}]`;
  const rows = optionNames
    // Search paths are long, and are of no use to most.
    .filter((name) => name !== 'source_path')
    .map((name) => {
      let value = valueText(options[name]);
      let remark = '';
      const choices = choicesOf(name);
      if (choices.length > 0) {
        remark = oneOf([...choices].sort());
        if (value === '') value = '(default)';
      } else if (name === 'sample_index') {
        if (value === '') value = chooseSamples(profile, '', false).type;
        remark = oneOf(profile.sampleTypes.map(({ type }) => type));
      } else if (name === 'nodecount' && value === '-1') remark = 'default';
      else if (value === '') value = '""';
      return `  ${name.padEnd(25)} = ${value.padEnd(20)} ${remark === '' ? '' : `${remarkMark} ${remark}`}`;
    });
  return rows.sort();
}

/** Numbers as Go's %v writes them: 0.005, 1e-05. */
function valueText(value: string | boolean | number): string {
  if (typeof value !== 'number' || value === 0) return String(value);
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e21) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}
