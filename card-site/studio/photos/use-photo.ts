import { useEffect, useState } from 'react';
import { photoFile, photoRecord, type Review, reviews, type ShownPhoto } from './photo-calls.ts';

/** A photo that can be edited, or one that waits until a person has looked at it. */
export interface OpenPhoto {
  readonly photo: ShownPhoto;
  /** Of the whole photo. */
  readonly src: string;
  readonly review?: Review;
}

export interface PhotoState {
  readonly open?: OpenPhoto;
  readonly error?: string;
}

const LARGEST = '1600';

export function usePhoto(id: string): PhotoState {
  const [state, setState] = useState<PhotoState>({});
  useEffect(() => {
    const aborting = new AbortController();
    setState({});
    openPhoto(id, aborting.signal).then(
      (open) => setState({ open }),
      (error: Error) => aborting.signal.aborted || setState({ error: error.message }),
    );
    return () => aborting.abort();
  }, [id]);
  return state;
}

async function openPhoto(id: string, signal: AbortSignal): Promise<OpenPhoto> {
  try {
    return { photo: await photoRecord(id, signal), src: absolute(photoFile(id, LARGEST)) };
  } catch (error) {
    if (!isMissing(error)) throw error;
    const review = (await reviews(signal)).find(({ photo }) => photo === id);
    if (!review) throw error;
    return inReview(review);
  }
}

/** Nothing is there of it but a preview, and no face was surely found in it. */
async function inReview(review: Review): Promise<OpenPhoto> {
  const src = absolute(review.preview);
  const image = new Image();
  image.src = src;
  await image.decode().catch((cause: unknown) => {
    throw new Error('The preview of this photo cannot be shown. Load the page again.', { cause });
  });
  const { naturalWidth: width, naturalHeight: height } = image;
  const known = {
    detections: { faces: [], objects: [] },
    hidden: review.hidden,
    edits: { blur: 'faces' as const },
    variants: [],
  };
  return { photo: { id: review.photo, name: review.name, width, height, ...known }, src, review };
}

/** Frames have another base. */
function absolute(address: string): string {
  return new URL(address, document.baseURI).href;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'no_such_photo';
}
