import type { LocalStore } from '../../local/stack/store.ts';
import type { Expected } from './expected.ts';
import type { FaultProxy } from './fault-proxy.ts';
import type { Sandbox } from './sandbox.ts';

export type Seam = 'card site' | 'S3, on reading' | 'S3, on storing' | 'browser' | 'sandbox' | 'disk' | 'pack' | 'time' | 'input';

/** What a fault can lay its hands on. */
export interface Bench {
  readonly site: FaultProxy;
  readonly s3: FaultProxy;
  readonly sandbox: Sandbox;
  /** The way to S3 past its proxy. */
  readonly store: LocalStore;
  /** The key of the card that is asked for. */
  readonly key: string;
  /** The address of another card, which is signed. */
  readonly otherPath: string;
}

export interface Fault {
  /** What happens, in a few words: the row's name in the README. */
  readonly name: string;
  readonly seam: Seam;
  readonly expected: Expected;
  /**
   * Of the sandbox when the fault sets in: it has drawn another card and its browser runs (`warm`, unless told); its browser has
   * ended (`no browser`); it has not been asked yet (`new`); it is new and has drawn another card (`new, warm`).
   */
  readonly from?: 'warm' | 'no browser' | 'new' | 'new, warm';
  /** While the fault is on; 3,000 unless told. */
  readonly budgetMs?: number;
  /** What is asked for, instead of a card that nobody has drawn. */
  readonly ask?: { readonly path?: (bench: Bench) => Promise<string> | string; readonly method?: 'GET' | 'HEAD' };
  /** S3 has the card already. */
  readonly drawn?: boolean;
  /** Needs the zips, as they are shipped. */
  readonly shipped?: true;
  /** Origin custom headers that the deployment has while the fault is on. */
  readonly config?: Readonly<Record<string, string>>;
  /** Told in the log of the function. Shows that the fault was met, and not something else. */
  readonly logged?: RegExp;
  switchOn?(bench: Bench): Promise<void> | void;
  /** Happens while the card is drawn, from the moment that it is asked for. */
  during?(bench: Bench): Promise<void>;
  /** Everything that resetting the proxies does not end. */
  switchOff?(bench: Bench): Promise<void> | void;
  /** For how long everything stood still; the viewer waits as long. */
  readonly frozenMs?: number;
  /** In the subset that every test run takes. */
  readonly quick?: true;
}
