// A build that the machine does not let through, as opposed to a mistake in the sources: what the system refused, with the fields of
// Node's own system errors, so that who prints it explains it as any other.
import { getSystemErrorMap } from 'node:util';

export interface MachineFailure {
  readonly code: string;
  readonly syscall: string;
  readonly errno: number;
  readonly path?: string;
}

/** That a file is not there (ENOENT) is a mistake of the source that imports it. */
const CODES = [
  'EACCES',
  'EAGAIN',
  'EBUSY',
  'EDQUOT',
  'EFBIG',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ENOMEM',
  'ENOSPC',
  'EPERM',
  'EROFS',
  'ESTALE',
];
/** The bundler and esbuild are no Node programs: all that is known of what was refused to them is in the message. */
const IN_RUST = /\(os error (\d+)\)/;
const WRITTEN_IN_RUST = /Failed to write file in (\S.*)$/m;

/** The failure itself, or what caused it. */
export function machineFailureIn(error: unknown, depth = 0): MachineFailure | undefined {
  if (typeof error !== 'object' || error === null || depth > 5) return undefined;
  const { code, syscall, errno, path, message, cause, errors } = error as Partial<Record<string, unknown>>;
  if (typeof code === 'string' && CODES.includes(code))
    return {
      code,
      syscall: typeof syscall === 'string' ? syscall : 'open',
      errno: typeof errno === 'number' ? errno : (numberOf(code) ?? 0),
      ...(typeof path === 'string' ? { path } : {}),
    };
  const within = [cause, ...(Array.isArray(errors) ? errors : [])].map((each) => machineFailureIn(each, depth + 1));
  return within.find((each) => each !== undefined) ?? (typeof message === 'string' ? inRust(message) : undefined);
}

/** As Node would throw it. */
export function toSystemError(failure: MachineFailure): Error {
  const [, reason = 'the system refused it'] = getSystemErrorMap().get(failure.errno) ?? [];
  const what = failure.path === undefined ? '' : ` ${failure.path}`;
  return Object.assign(
    new Error(`The card site cannot be built on this machine: ${failure.syscall}${what}: ${reason} (${failure.code}).`),
    failure,
  );
}

function inRust(message: string): MachineFailure | undefined {
  const number = -Number(IN_RUST.exec(message)?.[1] ?? 0);
  const [code] = getSystemErrorMap().get(number) ?? [];
  if (code === undefined || !CODES.includes(code)) return undefined;
  const written = WRITTEN_IN_RUST.exec(message)?.[1];
  return { code, errno: number, ...(written === undefined ? { syscall: 'open' } : { syscall: 'write', path: written }) };
}

function numberOf(code: string): number | undefined {
  return [...getSystemErrorMap()].find(([, [name]]) => name === code)?.[0];
}
