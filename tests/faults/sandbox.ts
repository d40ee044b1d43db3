// What a fault does its damage to: an execution environment of Lambda with both functions, as seen from outside.
import type { Handlers } from '../../local/cloudfront/miss.ts';

export interface Sandbox {
  readonly handlers: Handlers;
  /** The folder that is scratch to the function. */
  scratch(): string;
  /** The one name that may stay in scratch: the folder of the unpacked browser, where one is unpacked. */
  readonly browserFolder?: string;
  /** Of the running browser and its launcher; none while there is none. */
  browserPids(): readonly number[];
  /** Of everything in it. */
  pids(): readonly number[];
  /** What the functions have logged since the last reading. */
  readLog(): readonly string[];
  /** Ends it and starts another, whose scratch is empty. */
  renew(): Promise<void>;
  /** Only where the zips run, as they are shipped. */
  readonly shipped?: Shipped;
  close(): Promise<void>;
}

export interface Shipped {
  /** Where the pack lies in the unzipped function. */
  readonly packFolder: string;
  /** Like renew, with a scratch that is mounted with these options, such as `size=100m`. */
  renewWithScratch(options: string): Promise<void>;
  /** Like renew, with files in its scratch that an earlier sandbox left there. */
  renewWithLeftovers(leave: (folder: string) => Promise<void>): Promise<void>;
  /** Mounts scratch again with other options, such as `ro`. */
  remountScratch(options: string): Promise<void>;
}

export function shippedIn({ shipped }: Sandbox): Shipped {
  if (!shipped) throw new Error('This fault needs the zips.');
  return shipped;
}
