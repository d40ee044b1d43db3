// The live card: the card page's own drawing code, with hot reload, and with images that the studio's server fetches.
import { config } from 'zod';
import type { CardPage, Refusal } from '../../card-schema/card-page.ts';
import { createDraw } from '../src/draw.tsx';
import { refusal, refusalIn } from '../src/refusal.ts';
import '@fontsource-variable/inter/opsz.css';
import '../src/stage.css';
import './frame.css';
import { focusesOf, imageAddress, withOwnAddress } from './image-address.ts';
import type { FrameListener, ShownCard } from './studio-frame.ts';

/** React refreshes components this long after the modules came; texts are fitted to what it made of them. */
const REFRESH_MS = 50;

interface Showing {
  readonly card: ShownCard;
  readonly listener: FrameListener;
}

// Else zod probes for eval, which a page with a CSP reports as a violation.
config({ jitless: true });

let showing: Showing | undefined;
let drawing = false;
/** The latest card is not on the stage yet. */
let due = false;
/** Counts hot reloads: a stage from before one takes its card for drawn, so another is used. */
let generation = 0;
let [front, back] = [createStage(), createStage()];

const draw: CardPage['draw'] = (template, params) =>
  new Promise((resolve, reject) => {
    const onRefused = ({ reason, detail }: Refusal) => reject(refusal(reason, detail));
    show({ card: { template, params }, listener: { onDrawn: (_, drawn) => resolve(drawn), onRefused } });
  });

window.studioFrame = { show: (card, listener) => show({ card, listener }), draw };

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
    const { card, listener } = showing;
    if (back.generation !== generation) {
      back.element.remove();
      back = createStage();
    }
    try {
      const drawn = await back.draw(card.template, card.params, await focusesOf(card.params));
      document.body.prepend(back.element);
      [front, back] = [back, front];
      front.element.inert = false;
      back.element.inert = true;
      if (!due) listener.onDrawn(front.element, drawn);
    } catch (error) {
      if (!due) listener.onRefused(withOwnAddresses(refusalIn(error)));
    }
  }
  drawing = false;
}

function createStage() {
  const element = document.createElement('main');
  element.id = 'stage';
  element.inert = true;
  document.body.append(element);
  return { element, generation, draw: createDraw(element, { imageAddress }) };
}

/** The refusal names the address that the person gave. */
function withOwnAddresses({ reason, detail }: Refusal): Refusal {
  return { reason, detail: withOwnAddress(detail) };
}
