// What the last complete long runs saw: tests/soak writes it, the account in docs/11-performance.md is made from it.
import { readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';
import type { RunEnvironment } from './run-environment.ts';

/** What must be flat over the sandbox's life. */
export type StableFigure = 'functionMB' | 'heapMB' | 'scratchMB' | 'processorMs' | 'drawMs';

/** Per 1,000 cards, with its standard error; absent where there was too little to judge. */
export interface Slope {
  readonly slope?: number;
  readonly error?: number;
}

/** Of `npm run soak`. */
export interface SandboxFigures {
  readonly cards: number;
  readonly seconds: number;
  /** How often each was met. */
  readonly faults: Readonly<Record<string, number>>;
  /** Pictures of and after faults, and some of the others, that were held against their cards. */
  readonly pictures: number;
  /** Cards that were not answered as they must be. */
  readonly wrong: number;
  readonly packMisses: number;
  readonly peakMB: number;
  readonly processes: number;
  readonly zombies: number;
  readonly figures: Readonly<Record<StableFigure, Slope & { readonly first: number; readonly last: number }>>;
  /** Of the browsers of the part without faults: their memory. */
  readonly browserLifetimes: readonly (Slope & { readonly from: number; readonly to: number })[];
}

/** Of `npm run soak:viewers`. */
export interface ViewersFigures {
  readonly viewers: number;
  readonly seconds: number;
  readonly requests: number;
  readonly cards: number;
  /** By what x-cache says. */
  readonly answers: Readonly<Record<string, number>>;
  readonly ms: { readonly p50: number; readonly p95: number; readonly p99: number };
  readonly errors: number;
  readonly wrong: number;
}

/** Of `npm run soak:traps`. */
export interface TrapsFigures {
  readonly seed: string;
  readonly seconds: number;
  /** Scripts that the texts are in. */
  readonly scripts: number;
  /** Of the project's own templates; of those so many were drawn, drawn without a character, and kept. */
  readonly cards: number;
  readonly drawn: number;
  readonly incomplete: number;
  readonly stored: number;
  readonly galleryCards: number;
  readonly galleryDrawn: number;
  /** Kept though a character is missing. */
  readonly storedWithLoss: number;
  /** Over 300 KB. */
  readonly tooLarge: number;
  readonly largestBytes: number;
  /** By their own page, as where a text does not fit. */
  readonly refused: number;
  readonly packMisses: number;
  readonly lost: number;
}

export interface SoakResults {
  readonly sandbox: SandboxFigures & RunEnvironment;
  readonly viewers: ViewersFigures & RunEnvironment;
  /** Absent until the first complete run. */
  readonly traps?: TrapsFigures & RunEnvironment;
}

export const RESULTS_FILE = projectPath('tests/soak/results.json');

export function readSoakResults(): SoakResults {
  return JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) as SoakResults; // tests/soak/results.ts wrote it
}
