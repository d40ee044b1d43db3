import type { ListedPhoto, Removed, ShownPhoto, ShownVariant } from './answers.ts';

/** Where photos are looked at and removed. */
export interface PhotoPlace {
  /** For people. */
  readonly name: string;
  /** A page at a time. */
  list(): AsyncIterable<readonly ListedPhoto[]>;
  /** Throws ExpectedError `no_such_photo`. */
  show(id: string): Promise<ShownPhoto>;
  read(id: string, variant: ShownVariant): Promise<Uint8Array>;
  remove(id: string): Promise<Removed>;
  close(): void;
}
