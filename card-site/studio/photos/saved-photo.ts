import { useEffect, useState } from 'react';

let saved: string | undefined;

/** Said before the page of one photo gives way to that of the photo that was made of it. */
export function noteSaved(id: string): void {
  saved = id;
}

/** Whether this photo was just made: its page says so, and once. */
export function useJustSaved(id: string): boolean {
  const [isNew] = useState(saved === id);
  useEffect(
    () => () => {
      saved = undefined;
    },
    [],
  );
  return isNew;
}
