// What the local S3 server says when its disk or its folder fails it: for people, in one line.
import { types } from 'node:util';
import { freeSpaceAt } from '../stack/free-space.ts';

/** A mistake of ours keeps its stack. */
export function failureLine(error: unknown, directory: string): string {
  if (!types.isNativeError(error)) return `S3 server: ${String(error)}`;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return `S3 server: ${error.stack ?? error.message}`;
  return `S3 server: ${directory} ${reasonOf(code, directory)} (${code}). What cannot be stored is drawn again next time.`;
}

function reasonOf(code: string, directory: string): string {
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `is full, ${freeSpaceAt(directory)?.megabytes ?? 0} MB are free: make room there`;
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'cannot be written to: look at its owner and rights';
  if (code === 'EMFILE' || code === 'ENFILE') return 'cannot be opened, for too many files are open: raise `ulimit -n`';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'is no folder any more: delete the file of its name';
  return 'cannot be used';
}
