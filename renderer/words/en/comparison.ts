import { comparisonSentence } from '../../../engine/advice/comparison';

/** Comparisons, their rounds, and what makes them doubtful. */
export const comparison = {
  warning: comparisonSentence,
  both: (before: string, after: string) => `${before} and ${after}`,
  round: (number: number) => `round ${number}`,
  roundsField: 'Rounds',
  rounds: (count: number) => `${count} rounds`,
  requests: (count: string) => (count === '1' ? '1 request' : `${count} requests`),
  /** `reason` is a sentence of its own. */
  brokenRun: (reason: string) => `This run is broken, with what was measured until then: ${reason}`,
  cancelledRun: 'This run was cancelled before its plan was done; whole rounds are here.',
  sideTaken: (side: string) => `This run measured two sides; here it stands with its side ${side}.`,
  fewRounds: 'With fewer than three rounds a side, change can hardly be told from noise.',
  kinds: {
    cpu: 'CPU',
    heap: 'Heap',
    allocs: 'Allocs',
    mutex: 'Mutex',
    block: 'Block',
    goroutine: 'Goroutines',
  },
};
