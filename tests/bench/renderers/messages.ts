// @examples article event quote
// What the bench and a renderer's process say to each other.
import type { CardName } from '../cards/samples.ts';
import type { ProcessorUse } from '../processor-use.ts';
import type { RendererName } from './renderer.ts';

export type Order =
  | {
      readonly kind: 'draw';
      readonly renderer: RendererName;
      readonly card: CardName;
      readonly count: number;
      readonly keep: boolean;
    }
  | {
      readonly kind: 'run';
      readonly renderer: RendererName;
      readonly card: CardName;
      readonly count: number;
      /** How many cards at once; as the renderer likes where it has a batch way of its own. */
      readonly lanes: number;
      readonly warmUpMs: number;
      readonly forMs: number;
    }
  | { readonly kind: 'close' };

export interface Drawn {
  readonly ms: number;
  readonly use: ProcessorUse;
  readonly bytes: number;
  readonly stages?: Readonly<Record<string, number>>;
  /** Only where it was asked for. */
  readonly picture?: Uint8Array;
}

/** What happened after the warm-up. */
export interface Ran {
  readonly cards: number;
  readonly ms: number;
  readonly use: ProcessorUse;
  readonly lanes: number;
}

export type Reply = { readonly drawn: Drawn } | { readonly ran: Ran } | { readonly ready: true } | { readonly error: string };
