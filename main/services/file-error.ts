import { FlamebenchError } from '../../proto/errors';

/** What an error of the file system means, told of `subject`. A FlamebenchError passes through. */
export function fileError(thrown: unknown, subject: string): FlamebenchError {
  if (thrown instanceof FlamebenchError) return thrown;
  const { code, message } = thrown as { code?: unknown; message?: unknown };
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new FlamebenchError('disk-full', subject);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new FlamebenchError('permission-denied', subject);
    case 'ENOENT':
    case 'ENOTDIR':
      return new FlamebenchError('file-not-found', subject);
    case 'EISDIR':
      return new FlamebenchError('bad-argument', subject, { reason: 'it is a folder, not a file' });
    default:
      // Node's messages read "EMFILE: too many open files, open '/the/path'".
      return new FlamebenchError('io-failed', subject, { reason: String(message ?? thrown).split(', ')[0]! });
  }
}
