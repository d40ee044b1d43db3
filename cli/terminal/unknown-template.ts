import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import { quoted } from '../../card-schema/errors.ts';
import { UsageError } from './errors.ts';
import { hintFor } from './values.ts';

/** Throws UsageError for what no template is called. */
export function refuseUnknownTemplate(word: string): void {
  if ((TEMPLATE_NAMES as readonly string[]).includes(word)) return;
  const hint = hintFor(word, TEMPLATE_NAMES);
  throw new UsageError(`No template is called ${quoted(word)}.${hint} There are ${TEMPLATE_NAMES.join(', ')}.`, {
    code: 'unknown_template',
  });
}
