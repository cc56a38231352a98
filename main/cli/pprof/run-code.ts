import { sentence } from '../../../engine/advice/sentence';
import type { Profile } from '../../../engine/model/profile';
import type { Report, ReportRequest } from '../../../engine/pprof/report';
import { runCodeReport } from '../../../engine/source/report';
import { toFailure } from '../../../proto/errors';
import { createOpenCode } from '../../symbols/code-files';
import { binaryFolders } from '../../symbols/local';
import { sourceFilesIn } from '../../symbols/source-files';
import { createFindTool } from '../../symbols/tools';
import type { ReportPorts } from './cli-report';

/** A report on code, with the sources, binaries and tools of this machine. */
export function runCode(
  profile: Profile,
  request: ReportRequest,
  { signal, note, tools }: ReportPorts,
): Promise<Report> {
  const findTool = createFindTool(tools);
  return runCodeReport(profile, request, {
    files: sourceFilesIn(process.cwd()),
    open: createOpenCode({ findTool, folders: binaryFolders(process.env), signal, note }),
    note: (failure) => note(sentence(toFailure(failure, 'the program'))),
  });
}
