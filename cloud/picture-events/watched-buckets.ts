// The buckets whose objects are reported: what an object of theirs is called, and what its key means. One more is a row here, and the same
// notifications and permissions for it in infra/.
import { cardInWords, type KeyInWords } from './card-in-words.ts';

interface WatchedBucket {
  /** In the name that CloudFormation gives: `<stack>-<logical id in lower case>-…`. */
  readonly inName: string;
  readonly object: string;
  readonly describe: (key: string) => KeyInWords;
}

const WATCHED: readonly WatchedBucket[] = [
  { inName: '-picturebucket-', object: 'picture', describe: cardInWords },
  { inName: '-photobucket-', object: 'photo', describe: photoInWords },
  { inName: '-photoinbox-', object: 'upload', describe: (key) => ({ words: `${key}, of which a photo is made` }) },
];

export function watchedBucket(name: string): Pick<WatchedBucket, 'object' | 'describe'> {
  return WATCHED.find(({ inName }) => name.includes(inName)) ?? { object: 'object', describe: (key) => ({ words: key }) };
}

/** Of a photo its record alone is reported. */
function photoInWords(key: string): KeyInWords {
  const [, id] = /^photos\/([^/]+)\/photo\.json$/.exec(key) ?? [];
  return { words: id === undefined ? key : `photo:${id}` };
}
