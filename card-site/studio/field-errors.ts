import { type TemplateName, templateNamed } from '../../card-schema/catalogue.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import type { Params } from './route.ts';

/** What is wrong with each field, in the schema's own words. Right fields have no entry. */
export function fieldErrors(template: TemplateName, params: Params): Readonly<Record<string, string>> {
  const { fields } = templateNamed(template);
  const wrong = Object.entries(fields).flatMap(([name, schema]) => {
    const result = schema.safeParse(params[name]);
    if (result.success) return [];
    const given = Object.hasOwn(params, name) && params[name] !== '';
    const message = given ? `Must be ${result.error.issues[0]?.message}.` : `Give ${fieldInfo(schema).allowed}.`;
    return [[name, message] as const];
  });
  return Object.fromEntries(wrong);
}
