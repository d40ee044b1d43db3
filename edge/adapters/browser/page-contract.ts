// What a card page offers as window.edgecard, called from outside the browser. Arguments and results travel as JSON.
import type { Focuses } from '../../../card-schema/card-page.ts';
import { CardError } from '../../../card-schema/errors.ts';
import { countText, drawCard, readVersions } from './page-functions.ts';
import type { CDPSession } from './page-session.ts';

export interface PageContract {
  readonly designVersions: Readonly<Record<string, string>>;
  /** Gives a Drawn or a Refusal, as far as the page keeps to it. */
  draw(template: string, params: unknown, focuses: Focuses): Promise<unknown>;
  visibleText(): Promise<unknown>;
}

/** Undefined where the document that is loaded is not a card page. */
export async function findContract(session: CDPSession): Promise<PageContract | undefined> {
  const { result } = await session.send('Runtime.evaluate', { expression: 'window.edgecard' });
  const { objectId } = result;
  if (!objectId) return undefined;
  const designVersions = (await callInPage(session, objectId, readVersions)) as PageContract['designVersions']; // judged by its keys
  if (Object.keys(designVersions).length === 0) return undefined;
  return {
    designVersions,
    draw: (template, params, focuses) => callInPage(session, objectId, drawCard, template, params, focuses),
    visibleText: () => callInPage(session, objectId, countText),
  };
}

/** Calls a function in the page with window.edgecard as `this`. */
async function callInPage(session: CDPSession, objectId: string, pageFunction: unknown, ...args: unknown[]): Promise<unknown> {
  const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
    objectId,
    functionDeclaration: String(pageFunction),
    arguments: args.map((value) => ({ value })),
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new CardError('page_failed', `The page throws: ${exceptionDetails.text}`);
  return result.value;
}
