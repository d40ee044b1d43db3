import type { JsonObject, StackTemplate } from '../../cli/doctor/checks/stack-template.ts';

/** Returns what is wrong with a resource. */
export type Judge = (properties: JsonObject, id: string, template: StackTemplate) => readonly string[];

export const nothingToSecure: Judge = () => [];

/** The claims that do not hold. */
export function broken(claims: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(claims)
    .filter(([, holds]) => !holds)
    .map(([claim]) => claim);
}
