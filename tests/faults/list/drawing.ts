// The card page with another script, and faults that meet the browser in the middle of a drawing.
import type { Bench, FaultParts, SwitchedOn } from '../fault.ts';
import type { Asked, Meddle } from '../fault-proxy.ts';
import { changedBody, doing, scenery, times, where } from '../meddling.ts';

export const isScript = ({ path }: Asked) => path.endsWith('.js') && !isSignal({ path });

/** The card page with more script at its end, in which `page` is what window.edgecard was. */
const withScript = (script: string): Meddle =>
  where(
    isScript,
    changedBody((body) => Buffer.concat([body, Buffer.from(`\n;{ const page = window.edgecard; ${script} }`)])),
  );
/** The card page with another way to draw. */
export const drawingBy = (draw: string): Meddle =>
  withScript(`window.edgecard = { designVersions: page.designVersions, draw: ${draw} };`);

const SIGNAL = '/assets/drawing-';
const isSignal = ({ path }: Pick<Asked, 'path'>) => path.startsWith(SIGNAL);
/** The page asks for a script that it does not need, which shows that it is there; another one each time, because it keeps them. */
const signal = `import('${SIGNAL}' + performance.now() + '.js').catch(() => {})`;

/** Pages that report where in a drawing they are. */
const TELLING = {
  /** And wait for the answer before they draw. */
  begun: drawingBy(`async (...card) => { await ${signal}; return page.draw(...card); }`),
  /** All is laid out, and the answer is waited for before the picture is taken. */
  'laid out': drawingBy(`async (...card) => { const drawn = await page.draw(...card); await ${signal}; return drawn; }`),
  /** In the frame that follows, which takes long enough to be met. */
  'in its frame': drawingBy(`async (...card) => {
    const drawn = await page.draw(...card);
    requestAnimationFrame(() => { ${signal}; for (const start = Date.now(); Date.now() - start < 500; ); });
    return drawn;
  }`),
} as const;

interface Moment {
  readonly at?: keyof typeof TELLING;
  /** In how many drawings, from the first on; by default one. */
  readonly drawings?: number;
}

/** Does something when a drawing has come so far. The page of the warm browser reports it, and so does that of a second try. */
export function inDrawing(
  act: (bench: Bench) => Promise<void> | void,
  { at = 'begun', drawings = 1 }: Moment = {},
): SwitchedOn<'meddled'> & Pick<FaultParts, 'warmSite'> {
  return {
    warmSite: TELLING[at],
    meddled: drawings,
    switchOn(bench) {
      const acting = times(
        drawings,
        doing(() => act(bench)),
      );
      const surroundings = scenery(TELLING[at]);
      bench.site.meddle((exchange) => (isSignal(exchange.asked) ? acting(exchange) : surroundings(exchange)));
    },
  };
}
