import type { CloudFrontRequest } from 'aws-lambda';
import type { LocalStore } from '../../local/stack/store.ts';
import type { Subsystem } from '../../tools/docs/fault-results.ts';
import type { Expected } from './expected.ts';
import type { FaultProxy, Meddle } from './fault-proxy.ts';
import type { ImageHost } from './image-host.ts';
import type { Sandbox } from './sandbox.ts';

/** What a fault can lay its hands on. */
export interface Bench {
  readonly site: FaultProxy;
  readonly s3: FaultProxy;
  /** Only where the functions run from their source. */
  readonly imageHost?: ImageHost;
  readonly sandbox: Sandbox;
  /** The way to S3 past its proxy. */
  readonly store: LocalStore;
  /** The address of another card, which is signed. */
  readonly otherPath: string;
}

export type Fault = FaultParts & AtLeastOne<Evidence>;

export interface FaultParts {
  /** What happens, in a few words: the row's name in docs/9-failures.md. */
  readonly name: string;
  readonly seam: Subsystem;
  readonly expected: Expected;
  /**
   * Of the sandbox when the fault sets in: it has drawn another card and its browser runs (`warm`, by default); its browser has
   * ended (`no browser`); it has not been asked yet (`new`); it is new and has drawn another card (`new, warm`); its page has drawn
   * the card before and has all files for it, but S3 has lost it (`lost`).
   */
  readonly from?: 'warm' | 'no browser' | 'new' | 'new, warm' | 'lost';
  /** The card site as the browser finds it that is warm when the fault sets in; a browser of its own, which ends with the fault. */
  readonly warmSite?: Meddle;
  /** While the fault is on; by default 3,000. */
  readonly budgetMs?: number;
  /** What is asked for, instead of a card that nobody has drawn. */
  readonly ask?: { readonly path?: (bench: Bench) => Promise<string> | string; readonly method?: 'GET' | 'HEAD' };
  /** What becomes of a request between origin-request and origin-response. */
  between?(request: CloudFrontRequest): void;
  /** Golden picture that an address of its own shows, without what the fault takes from it; empty where there is none. */
  readonly looks?: string;
  /** Once the fault is over the same address shows more than it did, and S3 keeps it. */
  readonly mends?: true;
  /** S3 has the card already. */
  readonly drawn?: boolean;
  /** Needs the zips, as they are shipped. */
  readonly shipped?: true;
  /** Needs the functions' source: an image host on this machine, to which what is shipped opens no connection. */
  readonly source?: true;
  /** Origin custom headers that the deployment has while the fault is on. */
  readonly config?: Readonly<Record<string, string>>;
  switchOn?(bench: Bench): Promise<void> | void;
  /** Happens while the card is drawn, from the moment that it is asked for. */
  during?(bench: Bench): Promise<void>;
  /** Everything that resetting the proxies does not end. */
  switchOff?(bench: Bench): Promise<void> | void;
  /** What the viewer waits besides the function's budget: the sandbox stands still, or CloudFront waits for S3. */
  readonly besidesMs?: number;
  /** How long CloudFront waits for S3, instead of 30 s. */
  readonly readTimeoutMs?: number;
  /** In the subset that every test run takes. */
  readonly quick?: true;
}

/** What shows that the fault was met, and not something else or nothing at all. */
export interface Evidence {
  /** Found in the log of one of the functions. */
  readonly logged: RegExp;
  /** So many requests at least did not just pass a proxy. */
  readonly meddled: number;
  /** The answer took as long. */
  readonly atLeastMs: number;
  /** switchOn or during has looked, and throws where the fault is not there. */
  readonly checked: true;
}

/** A way to switch a fault on, with what shows that it was met. */
export type SwitchedOn<Shown extends keyof Evidence> = Pick<FaultParts, 'switchOn'> & Pick<Evidence, Shown>;

type AtLeastOne<T> = { [Name in keyof T]: Pick<T, Name> & Partial<Omit<T, Name>> }[keyof T];
