import type { ReportContext, ReportOutput } from '../context';
import { textOf } from './lines';

/** comments: what the profile's writers wrote into it. */
export function commentsReport({ profile }: ReportContext): ReportOutput {
  return textOf(profile.comments);
}
