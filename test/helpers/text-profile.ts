import type { CallTree } from '../../engine/analysis/types';
import { ProfileBuilder, type ProfileHeader } from '../../engine/model/builder';
import type { Profile, ValueType } from '../../engine/model/profile';

/**
 * A profile drawn as text: each column is a sample, the root on top. Rows of numbers at the bottom are
 * values, one row per sample type; without any, each sample counts 1. A stack ends at its first `.`; `A/B` is
 * one location in which B is inlined into A.
 *
 *     textProfile(`
 *       main  main  main
 *       work  work  rest
 *       hash  .     .
 *       30    20    10`)
 */
export function textProfile(drawing: string, sampleTypes?: ValueType[], header?: ProfileHeader): Profile {
  const lines = drawing.split('\n').map((line) => line.trim());
  const rows = lines.filter((line) => line !== '').map((line) => line.split(/\s+/));
  const isValues = (row: string[]) => row.every((cell) => /^-?\d+$/.test(cell));
  const frames = rows.filter((row) => !isValues(row));
  const values = rows.filter(isValues);
  const columns = Math.max(0, ...rows.map((row) => row.length));
  for (const row of rows) {
    if (row.length !== columns) throw new Error(`${row.join(' ')}: ${row.length} of ${columns} columns`);
  }
  if (values.length === 0) values.push(new Array(columns).fill('1'));
  const types = sampleTypes ?? values.map((_, i) => ({ type: `type${i}`, unit: 'count' }));
  const builder = new ProfileBuilder(types, header);
  for (let column = 0; column < columns; column++) {
    const stack: number[] = [];
    for (const row of frames) {
      if (row[column] === '.') break;
      const names = row[column]!.split('/').reverse();
      stack.unshift(
        builder.location({
          lines: names.map((name) => ({ function: builder.function({ name, filename: `${name}.go` }) })),
        }),
      );
    }
    builder.sample(
      stack,
      values.map((row) => Number(row[column])),
    );
  }
  return builder.build();
}

/**
 * A call tree as indented lines, in the tree's order of children. Per side: total, and self where it is not 0.
 *
 *     ['main 60', '  work 50 self 20', '    hash 30 self 30', '  rest 10 self 10']
 *
 * Sides are separated by ' | '. The root itself, which is no frame of the program, is left out.
 */
export function formatTree(tree: CallTree): string[] {
  const lines: string[] = [];
  const visit = (node: number, indent: string) => {
    const sides = tree.total.map((total, side) => {
      const self = tree.self[side]![node]!;
      return self === 0 ? `${total[node]}` : `${total[node]} self ${self}`;
    });
    lines.push(`${indent}${tree.frames.name[tree.frame[node]!]} ${sides.join(' | ')}`);
    visitChildren(node, `${indent}  `);
  };
  const visitChildren = (node: number, indent: string) => {
    const first = tree.firstChild[node]!;
    for (let child = first; child < first + tree.childCount[node]!; child++) visit(child, indent);
  };
  visitChildren(0, '');
  return lines;
}
