/** The name of a template's dictionary: `PROMO_WORDS`. */
export function constantOf(name: string): string {
  return `${name.toUpperCase()}_WORDS`;
}
