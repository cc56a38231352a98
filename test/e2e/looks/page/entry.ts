import { findings } from './findings';

declare global {
  var flamebenchFindings: typeof findings;
}

globalThis.flamebenchFindings = findings;
