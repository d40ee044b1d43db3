// What the operating system refused, in words: what was being done, to what, why it failed, and what helps.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { getSystemErrorMap } from 'node:util';
import { freeSpaceAt } from '../../local/stack/free-space.ts';

/** As Node throws it. */
export interface SystemError {
  readonly code: string;
  readonly syscall: string;
  readonly errno?: number;
  readonly path?: string;
  readonly dest?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

/** The error itself, or one that caused it: fetch hides the network's in `cause`, a race of addresses in `errors`. */
export function systemErrorIn(error: unknown, depth = 0): SystemError | undefined {
  if (typeof error !== 'object' || error === null || depth > 5) return undefined;
  if ('code' in error && typeof error.code === 'string' && 'syscall' in error && typeof error.syscall === 'string')
    return error as SystemError; // of the two that every one has; the others are optional
  const [first] = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  return systemErrorIn(first, depth + 1) ?? ('cause' in error ? systemErrorIn(error.cause, depth + 1) : undefined);
}

/** By call, what was being done; `%` stands for the path or address. */
const DOING: Readonly<Record<string, string>> = {
  open: 'open %',
  read: 'read %',
  write: 'write %',
  mkdir: 'make the folder %',
  mkdtemp: 'make a folder such as %',
  scandir: 'list the folder %',
  opendir: 'list the folder %',
  rename: 'rename %',
  unlink: 'delete %',
  rmdir: 'delete the folder %',
  rm: 'delete %',
  stat: 'look at %',
  lstat: 'look at %',
  statfs: 'look at %',
  realpath: 'look at %',
  access: 'look at %',
  copyfile: 'copy %',
  cp: 'copy %',
  link: 'link %',
  symlink: 'make the link %',
  readlink: 'read the link %',
  chmod: 'change the rights of %',
  watch: 'watch %',
  listen: 'listen on %',
  bind: 'listen on %',
  connect: 'connect to %',
  getaddrinfo: 'find the address of %',
  chdir: 'go to the folder %',
  uv_cwd: 'find the folder that this was started in',
};

type Reason = (error: SystemError) => string;

/** By code, why it failed and what helps. */
const REASONS: Readonly<Record<string, string | Reason>> = {
  ENOENT: ({ path = '', dest, syscall }) => {
    if (syscall === 'uv_cwd') return 'it has been deleted; go to a folder that is there';
    if (syscall === 'chdir' || syscall.startsWith('spawn')) return 'it is not there';
    const missing = missingFolder(dest ?? path) ?? missingFolder(path);
    return missing === undefined ? 'it does not exist' : `there is no folder ${missing}; make it, or name another`;
  },
  EACCES: ({ syscall, port }) =>
    syscall === 'listen' && port !== undefined
      ? 'ports below 1024 are for root; take one from 1024'
      : 'this user has no right to it; change its owner or rights, or name another place',
  EPERM: 'the system does not permit it to this user; look at its owner, or name another place',
  EROFS: 'it is on a file system that can only be read; name a place that can be written to',
  ENOSPC: ({ syscall, path, dest }) =>
    syscall === 'watch'
      ? 'the system’s limit of watched files is reached; raise fs.inotify.max_user_watches with sysctl'
      : `the disk is full${freeSpaceOf(dest ?? path)}; make room, or name another place`,
  EDQUOT: 'this user’s share of the disk is used up; make room, or name another place',
  EFBIG: 'the file is larger than the system or `ulimit -f` allows',
  EMFILE: 'this process has as many files open as it may; raise the limit with `ulimit -n 4096`',
  ENFILE: 'the system has as many files open as it can; end other programs',
  EADDRINUSE: 'something else listens there, perhaps another `npm start`; end it, or take another port',
  EADDRNOTAVAIL: 'this machine does not have that address',
  EEXIST: 'it is there already',
  ENOTEMPTY: 'something is in it',
  ENOTDIR: 'a part of it is a file where a folder is needed; name another place',
  EISDIR: 'it is a folder where a file is needed; name a file',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'the name is too long for the file system; take a shorter one',
  ETXTBSY: 'it is a program that runs; end it first',
  EBUSY: 'something else uses it; end that first',
  EXDEV: 'it is on another file system than where it should go',
  EIO: 'the disk or the network file system failed',
  ESTALE: 'the network file system lost it; mount it again',
  ENXIO: 'nothing reads at its other end',
  EINVAL: 'the system does not take this name or this kind of file',
  ENOMEM: 'no memory is left; end other programs',
  EAGAIN: 'no further process or thread can be started; end other programs, or raise `ulimit -u`',
  E2BIG: 'the command line is too long',
  ENOEXEC: 'it is no program of this kind of machine',
  EPIPE: 'what read it has ended',
  ECONNREFUSED: 'nothing listens there; is it running, and is it this address',
  ECONNRESET: 'the other side broke the connection off; try again',
  ETIMEDOUT: 'there was no answer in time; is it reachable from here',
  ENOTFOUND: 'no such host is known; look at its spelling and at the network',
  EAI_AGAIN: 'the name service does not answer; look at the network',
  EHOSTUNREACH: 'there is no way to it from this network',
  ENETUNREACH: 'there is no way to it from this network',
};

/** `Cannot open /no/such/x.jpg: there is no folder /no/such; make it, or name another (ENOENT).` */
export function explainSystemError(error: SystemError): string {
  const { code, errno } = error;
  const known = Object.hasOwn(REASONS, code) ? REASONS[code] : undefined;
  const [, systems = 'the system refused it'] = (errno === undefined ? undefined : getSystemErrorMap().get(errno)) ?? [];
  const reason = typeof known === 'function' ? known(error) : (known ?? systems);
  return `Cannot ${doing(error)}: ${reason} (${code}).`;
}

function doing({ syscall, path, dest, address, port, hostname }: SystemError): string {
  if (syscall.startsWith('spawn')) return `start the program ${path ?? syscall.slice('spawn '.length)}`;
  const at = address === undefined ? undefined : `${address}${port === undefined ? '' : `:${port}`}`;
  // What is written into a file of that name first, so that the file itself is there whole or not at all.
  const file = path?.replace(/\.[0-9a-f-]{36}\.partial$/, '');
  const what = file ?? at ?? hostname ?? (port === undefined ? undefined : `port ${port}`);
  const to = dest === undefined ? '' : ` to ${dest}`;
  return `${(DOING[syscall] ?? `do "${syscall}" with %`).replace('%', () => what ?? 'a file')}${to}`;
}

function missingFolder(path: string): string | undefined {
  const folder = dirname(path);
  return existsSync(folder) ? undefined : folder;
}

function freeSpaceOf(path: string | undefined): string {
  const free = path === undefined ? undefined : freeSpaceAt(path);
  return free === undefined ? '' : `, ${free.folder} has ${free.megabytes} MB free`;
}
