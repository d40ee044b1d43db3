// The buckets whose objects are reported: what an object of theirs is called, and what its key means. One more is a row here, and the same
// notifications and permissions for it in infra/.
import { cardInWords, type KeyInWords } from './card-in-words.ts';

interface WatchedBucket {
  /** In the name that CloudFormation gives: `<stack>-<logical id in lower case>-…`. */
  readonly inName: string;
  readonly object: string;
  readonly describe: (key: string) => KeyInWords;
}

const WATCHED: readonly WatchedBucket[] = [{ inName: '-picturebucket-', object: 'picture', describe: cardInWords }];

export function watchedBucket(name: string): Pick<WatchedBucket, 'object' | 'describe'> {
  return WATCHED.find(({ inName }) => name.includes(inName)) ?? { object: 'object', describe: (key) => ({ words: key }) };
}
