import { parsePagePath } from '../../card-schema/page-path.ts';
import '@fontsource-variable/inter/opsz.css';
import './stage.css';
import { createDraw } from './draw.tsx';
import { visibleTextOn } from './visible-text.ts';

const stage = document.getElementById('stage');
if (!stage) throw new Error('index.html has no #stage.');

const draw = createDraw(stage);
window.edgecard = { designVersions: __DESIGN_VERSIONS__, draw, visibleText: () => visibleTextOn(stage) };

// Starts on the address's card before anyone asks; who then asks for it gets this very drawing, with its refusal if need be.
const card = cardOf(location.pathname);
if (card) draw(card.template, card.params).catch(() => {});

function cardOf(path: string) {
  try {
    return parsePagePath(path);
  } catch {
    return undefined; // another page of the site, or a stranger's guess: the stage stays empty
  }
}
