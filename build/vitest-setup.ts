import { build } from './build.mjs';

/** Tests that start processes start the bundles: they must be of the sources that are tested. */
export async function setup(): Promise<void> {
  try {
    await build();
  } catch (error) {
    if (process.env.FLAMEBENCH_REQUIRE_ALL) throw error;
    console.error('The bundles could not be built; tests that start them see the old ones.', error);
  }
}
