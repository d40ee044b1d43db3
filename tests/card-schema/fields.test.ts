import { describe, expect, test } from '@jest/globals';
import { fieldInfo, text } from '../../card-schema/fields.ts';
import { CASES } from './field-cases.ts';

describe.each(Object.entries(CASES))('%s', (_, { schema, info, takes, refuses }) => {
  test('describes itself', () => {
    expect(fieldInfo(schema)).toEqual(info);
  });

  test.each(takes)('takes %j as %j', (input, param) => {
    expect(schema.parse(input)).toEqual(param);
  });

  test.each(refuses.map((input) => [input]))('refuses %j, and says what is allowed', (input) => {
    const { error } = schema.safeParse(input);
    expect(error?.issues[0]?.message).toContain(info.allowed);
  });
});

test('a text says that its length is not what is wrong with it', () => {
  const { error } = text({ label: 'Title', max: 9 }).safeParse('a\u0000b');
  expect(error?.issues.map(({ message }) => message)).toEqual(['a text of 1 to 9 characters, without control characters']);
});
