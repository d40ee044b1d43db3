import { useCallback, useEffect, useRef, useState } from 'react';
import type { Card } from '../../card-schema/catalogue.ts';
import { type Picture, pictureOf } from './api.ts';
import { useStack } from './stack.tsx';

export interface PictureState {
  /** The latest that came; of the card before while the next is being drawn. */
  readonly picture?: Picture & { readonly src: string };
  readonly drawing: boolean;
  readonly error?: string;
  /** The card and the build whose picture or error this is. */
  readonly of?: string;
  /** Has it drawn again, from nothing. */
  readonly drawAgain: () => void;
}

/** A real picture takes a browser's time, so it waits for the typing to pause. */
const AFTER_TYPING_MS = 400;

/** The card's JPEG from the real pipeline, followed while `wanted`. */
export function usePicture(card: Card, wanted: boolean): PictureState {
  const { stack, builds } = useStack();
  const [state, setState] = useState<Omit<PictureState, 'drawAgain'>>({ drawing: false });
  const running = useRef<AbortController>(undefined);
  const shownAddress = useRef<string>(undefined);
  const connected = stack !== undefined;
  const name = `${builds} ${JSON.stringify(card)}`;

  const draw = useCallback(
    (again: boolean) => {
      running.current?.abort();
      const aborting = new AbortController();
      running.current = aborting;
      setState(({ picture, of }) => ({ drawing: true, ...(picture ? { picture } : {}), ...(of === undefined ? {} : { of }) }));
      pictureOf(card, again, aborting.signal).then(
        (picture) => {
          if (shownAddress.current !== undefined) URL.revokeObjectURL(shownAddress.current);
          const src = URL.createObjectURL(picture.blob);
          shownAddress.current = src;
          setState({ drawing: false, picture: { ...picture, src }, of: name });
        },
        (error: Error) => !aborting.signal.aborted && setState({ drawing: false, error: error.message, of: name }),
      );
    },
    [card, name],
  );

  useEffect(() => {
    if (!wanted || !connected) return;
    const timer = setTimeout(() => draw(false), AFTER_TYPING_MS);
    return () => {
      clearTimeout(timer);
      running.current?.abort();
    };
  }, [draw, wanted, connected]);

  useEffect(
    () => () => {
      if (shownAddress.current !== undefined) URL.revokeObjectURL(shownAddress.current);
    },
    [],
  );

  // Also while the typing has not paused yet: what is shown is no longer this card.
  const drawing = state.drawing || (wanted && connected && state.of !== name);
  return { ...state, drawing, drawAgain: useCallback(() => draw(true), [draw]) };
}
