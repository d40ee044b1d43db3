// Holds a template against AWS's own specification of its resources, offline: what CloudFormation would refuse half-way
// through a deployment is refused here.
import type { PropertyType, ResourceProperties, SpecDatabase } from '@aws-cdk/service-spec-types';
import { checkReferences } from './check-references.ts';
import { decideConditions, intrinsic, isObject, type Json, listOf, type StackTemplate } from './stack-template.ts';

/**
 * Finds unknown resource types and properties, missing and ill-typed values, and references that lead nowhere, also to what is
 * left out by a condition.
 */
export function checkTemplate(template: StackTemplate, db: SpecDatabase): string[] {
  const loose = checkReferences(template, db);
  const decided = loose.length > 0 ? template : decideConditions(template);
  const left = loose.length > 0 ? [] : checkReferences(decided, db);
  // What a condition leaves out may lack the values that it would have.
  const made = Object.entries(template.Resources).filter(([id]) => id in decided.Resources);
  const resources = made.flatMap(([id, { Type, Properties = {} }]) => {
    const [spec] = db.lookup('resource', 'cloudFormationType', 'equals', Type);
    return spec ? checkObject(Properties, spec.properties, id, db) : [`${id}: there is no resource type ${Type}.`];
  });
  return [...resources, ...loose, ...left];
}

function checkObject(value: Json, properties: ResourceProperties, where: string, db: SpecDatabase): string[] {
  if (!isObject(value)) return [`${where}: must be an object.`];
  const missing = Object.entries(properties)
    .filter(([name, { required }]) => required && !(name in value))
    .map(([name]) => `${where}: ${name} is missing.`);
  const given = Object.entries(value).flatMap(([name, inner]) => {
    const property = properties[name];
    return property ? checkValue(inner, property.type, `${where}.${name}`, db) : [`${where}: there is no property ${name}.`];
  });
  return [...missing, ...given];
}

function checkValue(value: Json, type: PropertyType, where: string, db: SpecDatabase): string[] {
  const [name, argument] = intrinsic(value) ?? [];
  if (name === 'Fn::If') {
    const branches = listOf(argument).slice(1);
    return branches.flatMap((branch, at) => checkValue(branch, type, `${where}${at === 0 ? ' (if)' : ' (else)'}`, db));
  }
  if (name !== undefined) return []; // known only when deployed
  const refuse = (wanted: string) => [`${where}: must be ${wanted}; got ${(JSON.stringify(value) ?? '').slice(0, 40)}.`];
  switch (type.type) {
    case 'string':
      if (isObject(value) || Array.isArray(value) || value === null) return refuse('a string');
      return type.allowedValues && !type.allowedValues.includes(String(value)) ? refuse(`one of ${type.allowedValues}`) : [];
    case 'number':
    case 'integer': {
      const number = typeof value === 'string' && value !== '' ? Number(value) : value;
      const fits = typeof number === 'number' && (type.type === 'integer' ? Number.isInteger(number) : !Number.isNaN(number));
      return fits ? [] : refuse(type.type === 'integer' ? 'an integer' : 'a number');
    }
    case 'boolean':
      return value === true || value === false || value === 'true' || value === 'false' ? [] : refuse('true or false');
    case 'array':
      if (!Array.isArray(value)) return refuse('a list');
      return listOf(value).flatMap((item, at) => checkValue(item, type.element, `${where}[${at}]`, db));
    case 'map':
      if (!isObject(value)) return refuse('a map');
      return Object.entries(value).flatMap(([key, item]) => checkValue(item, type.element, `${where}.${key}`, db));
    case 'ref':
      return checkObject(value, db.get('typeDefinition', type.reference).properties, where, db);
    case 'union': {
      const outcomes = type.types.map((one) => checkValue(value, one, where, db));
      return outcomes.some((problems) => problems.length === 0) ? [] : refuse('of one of the types allowed here');
    }
    case 'tag':
      return isObject(value) && 'Key' in value && 'Value' in value ? [] : refuse('a tag, with Key and Value');
    default:
      return []; // json, date-time, null: anything goes
  }
}
