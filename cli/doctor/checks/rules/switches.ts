import { intrinsic, isObject, type Json, listOf, type StackTemplate } from '../stack-template.ts';

/** A switch that is neither on nor off would count as off, and a wish for safety be lost to a typing error. */
export function switchRules({ Conditions = {} }: StackTemplate): string[] {
  return Object.entries(Conditions).flatMap(([name, condition]) =>
    switchedBy(condition)
      .filter((value) => value !== 'on' && value !== 'off')
      .map((value) => `The switch behind ${name} must be on or off; got ${JSON.stringify(value)}.`),
  );
}

/** What a condition compares with `on`, however deep. */
function switchedBy(condition: Json): readonly Json[] {
  const [name, argument] = intrinsic(condition) ?? [];
  const [given = '', wanted] = listOf(argument);
  if (name === 'Fn::Equals' && wanted === 'on') return [given];
  return listOf(argument).filter(isObject).flatMap(switchedBy);
}
