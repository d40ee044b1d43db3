// Whether the stack's ports are free, looked at before anything is built.
import { createServer } from 'node:http';
import { listen } from '../../local/http/listen.ts';
import { DEFAULT_PORT, MAX_PORT, PORTS_AFTER } from '../../local/stack/ports.ts';
import { ExpectedError } from '../terminal/errors.ts';

const OFFSETS = [0, ...Object.values(PORTS_AFTER)];
/** Between the first ports that are proposed. */
const STEP = 10;
const MAX_PROPOSALS = 200;

/** Throws ExpectedError `port_taken` or `port_refused`. */
export async function checkPorts(port: number): Promise<void> {
  for (const offset of OFFSETS) {
    const code = await refusalOf(port + offset);
    if (code === undefined) continue;
    if (code === 'EADDRINUSE') throw new ExpectedError('port_taken', await takenPort(port, port + offset));
    const reason = code === 'EACCES' ? 'ports below 1024 are for root' : `the system refuses it (${code})`;
    throw new ExpectedError('port_refused', `Port ${port + offset} cannot be used: ${reason}. Choose another with --port.`);
  }
}

/** A sentence that names ports that are free. */
export async function takenPort(port: number, taken: number): Promise<string> {
  const free = await freeFrom(port + STEP <= MAX_PORT ? port + STEP : DEFAULT_PORT);
  const proposal = free === undefined ? '--port' : `--port, such as --port ${free}`;
  const range = `${port} to ${port + Math.max(...OFFSETS)}`;
  return `Port ${taken} is taken. The stack needs ${range}: end the other program, or choose others with ${proposal}.`;
}

async function freeFrom(first: number): Promise<number | undefined> {
  for (let port = first; port <= MAX_PORT && port < first + STEP * MAX_PROPOSALS; port += STEP) {
    const refusals = await Promise.all(OFFSETS.map((offset) => refusalOf(port + offset)));
    if (refusals.every((code) => code === undefined)) return port;
  }
  return undefined;
}

/** The system's code; undefined when the port is free. */
async function refusalOf(port: number): Promise<string | undefined> {
  try {
    const { close } = await listen(createServer(), port);
    await close();
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'unknown'; // as listen throws it
  }
}
