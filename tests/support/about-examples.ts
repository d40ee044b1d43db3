import { shippedExamples } from '../../tools/check/left-out-files.ts';

const shipped = shippedExamples();

/** Registers tests about example templates, of a file that is about more: only where the catalogue has them as we ship them. */
export function aboutExamples(names: string, register: () => void): void {
  if (names.split(' ').every((name) => shipped.has(name))) register();
}
