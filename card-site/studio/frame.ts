// The live card: the card page's own drawing code, with hot reload, and with images that the studio's server fetches.
import type { CardPage, Drawn, Refusal } from '../../card-schema/card-page.ts';
import { photoIdOf } from '../../card-schema/photo-id.ts';
import { createDraw } from '../src/draw.tsx';
import { refusal, refusalIn } from '../src/refusal.ts';
import '@fontsource-variable/inter/opsz.css';
import '../src/stage.css';
import './frame.css';
import { focusesOf, imageAddress, photoSlotsOf, withOwnAddress } from './image-address.ts';
import type { DraftPhotos, FrameListener, ShownCard } from './studio-frame.ts';

/** React refreshes components this long after the modules came; texts are fitted to what it made of them. */
const REFRESH_MS = 50;

interface Showing {
  readonly card: ShownCard;
  readonly listener: FrameListener;
  readonly drafts?: DraftPhotos;
}

let showing: Showing | undefined;
let drawing = false;
/** The latest card is not on the stage yet. */
let due = false;
/** Counts hot reloads. */
let generation = 0;
let [front, back] = [createStage({}), createStage({})];

const draw: CardPage['draw'] = (template, params) =>
  new Promise((resolve, reject) => {
    const onRefused = ({ reason, detail }: Refusal) => reject(refusal(reason, detail));
    show({ card: { template, params }, listener: { onDrawn: (_, drawn) => resolve(drawn), onRefused } });
  });

window.studioFrame = { show: (card, listener, drafts = {}) => show({ card, listener, drafts }), draw };

import.meta.hot?.on('vite:afterUpdate', () =>
  setTimeout(() => {
    generation += 1;
    if (showing) show(showing);
  }, REFRESH_MS),
);

function show(next: Showing): void {
  showing = next;
  due = true;
  if (!drawing) void drawLatest();
}

/** One card at a time, and of those that came meanwhile only the last. */
async function drawLatest(): Promise<void> {
  drawing = true;
  while (due && showing) {
    due = false;
    const { card, listener, drafts = {} } = showing;
    try {
      const drawn = await drawOn(stageFor(card, drafts), card, drafts);
      if (!due) listener.onDrawn(front.element, drawn);
    } catch (error) {
      if (!due) listener.onRefused(withOwnAddresses(refusalIn(error)));
    }
  }
  drawing = false;
}

/** The stage in front, if it has the card already and only a focus is another: while one drags, it need not be drawn again. */
function stageFor(card: ShownCard, drafts: DraftPhotos): Stage {
  const look = lookOf(drafts);
  if (Object.keys(drafts).length > 0 && front.look === look && front.card === JSON.stringify(card)) return front;
  if (back.look !== look) {
    back.element.remove();
    back = createStage(drafts);
  }
  return back;
}

async function drawOn(stage: Stage, card: ShownCard, drafts: DraftPhotos): Promise<Drawn> {
  stage.slots = photoSlotsOf(card);
  const drawn = await stage.draw(card.template, card.params, await focusesOf(card.params, drafts));
  if (stage === front) return drawn;
  stage.card = JSON.stringify(card);
  document.body.prepend(stage.element);
  [front, back] = [stage, front];
  front.element.inert = false;
  back.element.inert = true;
  return drawn;
}

interface Stage {
  readonly element: HTMLElement;
  /** A stage of another look takes its card for drawn, so it cannot be used. */
  readonly look: string;
  readonly draw: CardPage['draw'];
  /** As JSON, once it is drawn. */
  card: string;
  /** Of the photos of the card that is being drawn. */
  slots: ReturnType<typeof photoSlotsOf>;
}

function createStage(drafts: DraftPhotos): Stage {
  const element = document.createElement('main');
  element.id = 'stage';
  element.inert = true;
  document.body.append(element);
  const ownAddress = (address: string) =>
    drafts[photoIdOf(address) ?? '']?.src ?? imageAddress(address, stage.slots.get(address));
  const draw = createDraw(element, { imageAddress: ownAddress });
  const stage: Stage = { element, look: lookOf(drafts), draw, card: '', slots: new Map() };
  return stage;
}

/** What a stage cannot change: its modules, and which picture is where. A photo without a focus stays where the last one has moved it. */
function lookOf(drafts: DraftPhotos): string {
  const photos = Object.entries(drafts).map(([id, { src, focus }]) => [
    id,
    src,
    focus.point !== undefined || focus.heads.length + focus.objects.length > 0,
  ]);
  return JSON.stringify([generation, photos]);
}

/** The refusal names the address that the person gave. */
function withOwnAddresses({ reason, detail }: Refusal): Refusal {
  return { reason, detail: withOwnAddress(detail) };
}
