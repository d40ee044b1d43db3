/** A text for the log, cut off where it gets too long for a line that people read. */
export function capped(text: string, atMost: number): string {
  return text.length > atMost ? `${text.slice(0, atMost - 1)}…` : text;
}
