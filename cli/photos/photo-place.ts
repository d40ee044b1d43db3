import type { ListedPhoto, Removed, ShownPhoto, ShownVariant } from './answers.ts';
import type { PhotoApi } from './api.ts';

/** Where photos are looked at and removed. */
export interface PhotoPlace {
  /** For people. */
  readonly name: string;
  /** A page at a time. */
  list(): AsyncIterable<readonly ListedPhoto[]>;
  /** Throws ExpectedError `no_such_photo`. */
  show(id: string): Promise<ShownPhoto>;
  read(id: string, variant: ShownVariant): Promise<Uint8Array>;
  /** With all photos of the same file where `allVersions` is true, as far as the place knows how. */
  remove(id: string, allVersions: boolean): Promise<Removed>;
  /** The HTTP API, where the place has one. */
  readonly ask?: PhotoApi['ask'];
  close(): void;
}
