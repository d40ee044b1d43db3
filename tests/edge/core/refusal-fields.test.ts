// @examples score event
// What the log has of a card that is refused, and what its sender is shown.
import { describe, expect, jest, test } from '@jest/globals';
import { createCard, TEMPLATES, templateNamed } from '../../../card-schema/catalogue.ts';
import { CardError } from '../../../card-schema/errors.ts';
import type { Template } from '../../../card-schema/template.ts';
import { errorFields, errorForSender } from '../../../edge/core/error-fields.ts';

describe('the fields of a refusal', () => {
  test('say why without what is quoted of somebody’s input, which the sender may see', () => {
    const refused = (make: () => unknown) => {
      try {
        return make();
      } catch (error) {
        return error;
      }
    };
    const params = refused(() => createCard('score', { home: 'c2lnbmF0"dXJl', away: 2, round: 3 }));
    expect(errorFields(params)).toEqual({
      code: 'invalid_params',
      reason: '"home" must be a whole number from 0 to 999; got ….',
    });
    expect(errorForSender(params).reason).toContain('got "c2lnbmF0\\"dXJl".');
    const unknown = refused(() => templateNamed('c2lnbmF0dXJl'));
    expect(errorFields(unknown).reason).toMatch(/^No template is called …; there are \w+/);
    const config = new CardError('bad_config', 'x-card-site must be an origin; got "nowhere".');
    expect(errorFields(config).reason).toContain('nowhere');
  });

  test('keep the name of a field whose value is the same word', () => {
    expect(errorFields(refusalOf('score', { home: 'home', away: 'signature', round: 3, signature: 1 })).reason).toBe(
      '"home" must be a whole number from 0 to 999; got …. "away" must be a whole number from 0 to 999; got …. … is not a field; there are home, away, round.',
    );
  });

  test('leave out what a template quotes in a sentence of its own', () => {
    const event = { title: 'Night of ships', place: 'Oslo', date: '2027-03-14' };
    const check = jest.spyOn(TEMPLATES.event as Required<Template>, 'check');
    try {
      check.mockReturnValue('"place" must not be the title; got "c2lnbmF0\\"dXJl" (called "c2ln").');
      const refused = refusalOf('event', event);
      expect(errorForSender(refused).reason).toContain('got "c2lnbmF0\\"dXJl" (called "c2ln").');
      expect(errorFields(refused).reason).toBe('"place" must not be the title; got … (called …).');
    } finally {
      check.mockRestore();
    }
  });
});

function refusalOf(template: string, params: unknown): unknown {
  try {
    return createCard(template, params);
  } catch (error) {
    return error;
  }
}
