// Whatever this process is part of, `npm start` in a terminal or a script in CI: when that is gone, it ends too. A signal does not say so,
// for npm and shells pass few of them on, and SIGKILL leaves them no time to.
import {
  childrenOf,
  isPackageManager,
  isShell,
  isUnderNohup,
  nameOf,
  type ProcessFacts,
  type ReadProcess,
  readProcess,
} from './ancestors.ts';

/** Soon enough for the next start to find the ports free, and 50 µs of work. */
const EVERY_MS = 500;
/** What ends in order has this long; then it ends at once. */
const MAX_ENDING_MS = 2000;
/** As a shell says it of a command that a hang-up ended: 128 and the signal's number. Nobody is there to read it. */
const HUNG_UP = 129;

export interface EndWithParentParts {
  /** Called once, with a sentence for people. By default it is printed, and the process ends as after SIGTERM. */
  readonly onGone?: (sentence: string) => void;
  /** Listeners to SIGTERM that have nothing to end. @default 0 */
  readonly ownListeners?: number;
}

export interface ParentWatch {
  stop(): void;
}

/** Keeps nothing running by itself. */
export function endWithParent({ ownListeners = 0, onGone }: EndWithParentParts = {}): ParentWatch {
  const findGone = process.platform === 'linux' ? watchAncestors() : watchParent();
  const timer = setInterval(() => {
    const gone = findGone();
    if (gone === undefined) return;
    clearInterval(timer);
    const sentence = `${gone} is gone, which started this: it ends too.`;
    if (onGone) onGone(sentence);
    else endInOrder(sentence, ownListeners);
  }, EVERY_MS).unref();
  return { stop: () => clearInterval(timer) };
}

/** Where there is no /proc, only the next ancestor is known. */
function watchParent(): () => string | undefined {
  const parent = process.ppid;
  return () => (process.ppid === parent ? undefined : `Process ${parent}`);
}

function watchAncestors(): () => string | undefined {
  let watched = ancestorsToWatch(process.pid).map((facts) => ({ ...facts, name: nameOf(facts.pid) }));
  const ownGroup = readOrUnknown(process.pid)?.group;
  const own = new Set([process.pid, ...watched.map(({ pid }) => pid)]);
  return () => {
    const gone = watched.find((facts) => isGone(facts, readProcess));
    if (gone) return gone.name;
    watched = watched.filter(({ pid, group }) => group !== ownGroup || !isShell(pid) || waitsForUs(childrenOf(pid), own));
    return undefined;
  };
}

/**
 * A script that does other things meanwhile has put this into its background, and may end before it: `npm start & curl …`, as steps of
 * CI do.
 */
function waitsForUs(children: readonly number[], own: ReadonlySet<number>): boolean {
  return children.every((child) => own.has(child));
}

function isGone({ pid, started }: ProcessFacts, read: ReadProcess): boolean {
  try {
    const now = read(pid);
    return now?.runs !== true || now.started !== started;
  } catch {
    return false; // the system does not say
  }
}

/**
 * Up to the package manager that was asked, as far up as the process group goes (the shell of a script), and the shell of the terminal.
 * `setsid npm start` has a session and a group of its own, and `nohup npm start` says what it wants: what has started them may go.
 */
export function ancestorsToWatch(
  own: number,
  read: ReadProcess = readOrUnknown,
  isLauncher: (pid: number) => boolean = isPackageManager,
  outlivesShell: (pid: number) => boolean = isUnderNohup,
): readonly ProcessFacts[] {
  const self = read(own);
  if (!self) return [];
  const ancestors: ProcessFacts[] = [];
  // Process 1 outlives everything, and 0 is outside of this container.
  for (let pid = self.parent; pid > 1; ) {
    const facts = read(pid);
    if (!facts?.runs) break;
    ancestors.push(facts);
    pid = facts.parent;
  }
  const inSession = ancestors.slice(
    0,
    lengthWhile(ancestors, ({ session }) => session === self.session),
  );
  const inGroup = lengthWhile(inSession, ({ group }) => group === self.group);
  const launcher = inSession.findLastIndex(({ pid }) => isLauncher(pid));
  // npm, which is a program of Node too, dies of the hang-up that it should outlive.
  if (outlivesShell(inSession[launcher]?.pid ?? own)) return [];
  const chain = inSession.slice(0, Math.max(1, inGroup, launcher + 1));
  const leader = self.session === own ? undefined : read(self.session);
  return leader?.runs && self.session > 1 && !chain.some(({ pid }) => pid === leader.pid) ? [...chain, leader] : chain;
}

function lengthWhile<T>(items: readonly T[], fits: (item: T) => boolean): number {
  const end = items.findIndex((item) => !fits(item));
  return end === -1 ? items.length : end;
}

const readOrUnknown: ReadProcess = (pid) => {
  try {
    return readProcess(pid);
  } catch {
    return undefined;
  }
};

/** What listens to SIGTERM knows how to end; anything else has nothing to end but itself. */
function endInOrder(sentence: string, ownListeners: number): void {
  process.stderr.write(`${sentence}\n`);
  if (process.listenerCount('SIGTERM') <= ownListeners) process.exit(HUNG_UP);
  process.emit('SIGTERM', 'SIGTERM');
  setTimeout(() => process.exit(HUNG_UP), MAX_ENDING_MS).unref();
}
