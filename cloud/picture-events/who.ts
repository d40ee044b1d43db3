// Who did it, in words.
import type { ObjectEvent } from './object-event.ts';

export interface Who {
  /** For the filters of subscriptions: a function that drew a card or made a photo, a rule of the bucket, or somebody. */
  readonly by: 'drawing' | 'rule' | 'people';
  readonly words: string;
}

/** The functions that draw cards and make photos; a copy at the edge has its home Region in front, and a function may have a suffix. */
const DRAWING = ['originResponse', 'prerenderWorker', 'photoWorker'];

/**
 * A function's session has the name of the function. Whoever may take a role of this account can choose such a name, so this keeps mails few and
 * proves nothing; CloudTrail (`auditTrail`) does.
 */
export function whoDid({ what, byRule, principal, address }: ObjectEvent, stack: string): Who {
  if (byRule) return { by: 'rule', words: 'a lifecycle rule of the bucket' };
  const [, id = '', session] = /^(?:AWS:)?([^:]*)(?::(.*))?$/.exec(principal) ?? [];
  const isDrawing = DRAWING.some((name) => session?.replace(/^us-east-1\./, '').startsWith(`${stack}-${name}`));
  if (isDrawing && what === 'stored') return { by: 'drawing', words: `the function ${session}` };
  const name = session === undefined ? id || 'nobody that S3 names' : `${session} (${id})`;
  return { by: 'people', words: address ? `${name}, from ${address}` : name };
}
