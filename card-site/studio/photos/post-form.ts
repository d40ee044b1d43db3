import { noAnswer, refusalIn, ServerRefusal } from '../server-answer.ts';

interface Form {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

interface Posting {
  readonly signal: AbortSignal;
  /** What part of the file is sent, from 0 to 1. */
  readonly onPart: (part: number) => void;
}

/** Posts a file as S3 takes it. Throws ServerRefusal, and the signal's reason. */
export function postForm({ url, fields }: Form, file: File, { signal, onPart }: Posting): Promise<void> {
  const data = new FormData();
  // The fields first: S3 reads nothing that comes after the file.
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  data.append('file', file);
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest(); // fetch() does not say how much it has sent
    const abort = () => request.abort();
    signal.addEventListener('abort', abort);
    request.upload.onprogress = ({ loaded, total }) => onPart(total > 0 ? Math.min(1, loaded / total) : 0);
    request.onload = () => (request.status < 300 ? resolve() : reject(refusalOf(request)));
    request.onerror = () => void cutOff(file).then(reject);
    request.onabort = () => reject(signal.reason);
    request.onloadend = () => signal.removeEventListener('abort', abort);
    request.open('POST', url);
    request.send(data);
  });
}

/** A browser does not say why: the way may be cut, or the file may have gone since it was chosen. */
async function cutOff(file: File): Promise<ServerRefusal> {
  const isThere = await file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
  if (!isThere)
    return new ServerRefusal('file_gone', 'The file was changed, moved or removed since it was chosen. Choose it again.');
  const { code, message } = noAnswer();
  return new ServerRefusal(code, `The file was cut off on its way. ${message}`);
}

/** The inbox answers as S3 does, in XML. */
function refusalOf({ status, responseText }: XMLHttpRequest): ServerRefusal {
  const [, code] = /<Code>(\w+)<\/Code>/.exec(responseText) ?? [];
  if (code === undefined) return refusalIn(status, responseText);
  if (code === 'AccessDenied') return new ServerRefusal(code, 'The form for this file is no longer valid. Send the file again.');
  return new ServerRefusal(code, `The inbox of photos has refused the file (${code}). Send it again.`);
}
