import type { CallTree } from '../analysis/types';
import { drawFlame, type FlameSvgOptions } from '../render/flame-svg';
import { writtenIn } from '../units/format';
import { type Work, within } from '../work/work';
import { headingsOf, shapedTree } from './flame-parts';
import { TextSink } from './text-sink';
import type { Exporter } from './types';
import { comparedAs } from './words';

function* written(tree: CallTree, options: FlameSvgOptions): Work<Uint8Array> {
  const sink = new TextSink();
  yield* within(
    0,
    0.95,
    drawFlame(tree, options, (text) => sink.write(text)),
  );
  return yield* within(0.95, 1, sink.finish());
}

/**
 * The flame graph as a picture that zooms and searches by itself, beginning with what was in sight; of a comparison,
 * the differential one. Names are escaped as XML.
 */
export const svgExporter: Exporter = {
  id: 'svg',
  label: 'flame graph',
  extensions: ['.svg'],
  *profile(subject, words) {
    const { title, profile, sampleIndex, unit = '', seen } = subject;
    const tree = yield* within(0, 0.6, shapedTree(subject));
    return yield* within(
      0.6,
      1,
      written(
        { ...tree, unit: writtenIn(tree.unit, unit) },
        {
          title,
          subtitle: profile.sampleTypes[sampleIndex]!.type,
          words: words.picture,
          ...(seen === undefined ? {} : { seen }),
        },
      ),
    );
  },
  comparison(subject, words) {
    const { title, tree, shaped = tree, sampleType, normalisation, unit = '', seen } = subject;
    return written(
      { ...shaped, unit: writtenIn(shaped.unit, unit) },
      {
        title,
        subtitle: comparedAs(sampleType, normalisation, seen?.noise, words),
        words: words.picture,
        headings: headingsOf(subject, words),
        ...(seen === undefined ? {} : { seen }),
      },
    );
  },
};
