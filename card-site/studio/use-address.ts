import { useEffect, useState } from 'react';
import type { Card } from '../../card-schema/catalogue.ts';
import { addressOf, type CardAddress } from './api.ts';
import { useStack } from './stack.tsx';

export interface AddressState {
  /** That of the latest card that has one. */
  readonly address?: CardAddress;
  /** The card whose address or error this is; while it is typed on, one of before. */
  readonly of?: Card;
  readonly error?: string;
}

const AFTER_TYPING_MS = 200;

/** The card's signed address and its tags, a moment after the last change. */
export function useAddress(card: Card): AddressState {
  const { stack } = useStack();
  const [state, setState] = useState<AddressState>({});
  const version = stack?.designVersions[card.template];
  useEffect(() => {
    // A new design version gives the card another address.
    if (version === undefined) return;
    const aborting = new AbortController();
    const timer = setTimeout(() => {
      addressOf(card, aborting.signal).then(
        (address) => setState({ address, of: card }),
        (error: Error) => !aborting.signal.aborted && setState({ error: error.message, of: card }),
      );
    }, AFTER_TYPING_MS);
    return () => {
      clearTimeout(timer);
      aborting.abort();
    };
  }, [card, version]);
  return state;
}
