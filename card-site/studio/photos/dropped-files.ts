// What is in a drop or on the clipboard.

export interface Dropped {
  readonly files: readonly File[];
  /** What of it cannot be sent, in sentences. */
  readonly refusals: readonly string[];
}

const NO_FILE = 'That is no file. Drop a photo from a folder of this machine, or choose one.';

/** To be called while the event is dealt with: later there is nothing in it. */
export function droppedFiles({ items }: DataTransfer): Dropped {
  const entries = [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => [item.webkitGetAsEntry(), item.getAsFile()] as const);
  if (entries.length === 0) return { files: [], refusals: [NO_FILE] };
  const files = entries.flatMap(([entry, file]) => (entry?.isDirectory || !file ? [] : [file]));
  const refusals = entries.flatMap(([entry]) =>
    entry?.isDirectory ? [`${entry.name} is a folder. Open it, and drop the photos that are in it.`] : [],
  );
  return { files, refusals };
}

/** Whether files are dragged over the page, of which nothing is known until they are dropped. */
export function hasFiles({ types }: DataTransfer): boolean {
  return types.includes('Files');
}

/** A picture that was copied in a program has no name, or the same as all others. */
export function pastedFiles({ files }: DataTransfer): readonly File[] {
  return [...files].map((file) =>
    /^image\.\w+$/.test(file.name) ? new File([file], pastedName(file), { type: file.type }) : file,
  );
}

function pastedName({ name }: File): string {
  const time = new Date().toLocaleTimeString('en-GB').replaceAll(':', '.');
  return name.replace(/^image/, `Pasted at ${time}`);
}
