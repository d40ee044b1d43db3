// How much room a disk has, for sentences about one that is full.
import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

export interface FreeSpace {
  /** The path itself, or the nearest of its folders that is there. */
  readonly folder: string;
  /** Whole ones, of 1,000,000 bytes. */
  readonly megabytes: number;
}

/** Where a file or folder of that name would lie, whether it is there or not; undefined when the system does not say. */
export function freeSpaceAt(path: string): FreeSpace | undefined {
  const folder = nearestFolder(path);
  const megabytes = freeMegabytes(folder);
  return megabytes === undefined ? undefined : { folder, megabytes };
}

/** Of a folder that is there; undefined when it is not. */
export function freeMegabytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return Math.floor((bavail * bsize) / 1e6);
  } catch {
    return undefined;
  }
}

function nearestFolder(path: string): string {
  const parent = dirname(path);
  return parent === path || isFolder(path) ? path : nearestFolder(parent);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // not there, a part of its path is a file, or nobody may look
  }
}
