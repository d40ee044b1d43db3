// What runs in the card page, sent there as text: no function here can name anything outside itself but what the page has.
import type { Focuses, Refusal } from '../../../card-schema/card-page.ts';

export function readVersions(this: Window['edgecard']): unknown {
  return this?.designVersions ?? {};
}

export function countText(this: Window['edgecard']): unknown {
  return this?.visibleText?.(); // a page that draws and does not count is as good as one that shows nothing
}

/** A refusal comes back as data, so that it cannot be mistaken for a browser that died. */
export async function drawCard(this: Window['edgecard'], template: string, params: unknown, focuses: Focuses): Promise<unknown> {
  try {
    return await (this as NonNullable<typeof this>).draw(template, params, focuses);
  } catch (error) {
    const { reason, detail } = (error ?? {}) as Partial<Refusal>; // anything can be thrown
    if (typeof reason === 'string' && typeof detail === 'string') return { reason, detail };
    return { reason: 'unexpected', detail: String(error instanceof Error ? error.message : error) };
  }
}
