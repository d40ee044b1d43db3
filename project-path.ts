import { join } from 'node:path';

/** A path in this project, by its parts from the top: no file has to know how deep it lies. Without parts, the project's folder. */
export function projectPath(...parts: readonly string[]): string {
  return join(import.meta.dirname, ...parts);
}
