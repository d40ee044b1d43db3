// What osls makes of the parameter with which a deployment goes round versions that a failed update has left.
import { expect, test } from '@jest/globals';
import { decideConditions, textOf } from '../../cli/doctor/checks/stack-template.ts';
import { createFunctionVersions } from '../doubles/aws/function-versions.ts';
import { packageTemplate } from '../support/packaged-template.ts';

const NAMES = ['edgecard-test-originRequest', 'edgecard-test-originResponse'] as const;

test('code that a failed update has published already is published with the parameter, and without it is not', async () => {
  const usual = decideConditions(await packageTemplate({}));
  const goingRound = decideConditions(await packageTemplate({ leftVersions: '1-1' }));
  const functions = Object.values(goingRound.Resources).filter(({ Properties }) =>
    NAMES.some((name) => Properties?.['FunctionName'] === name),
  );
  expect(functions.map(({ Properties }) => textOf(Properties?.['Description']))).toEqual([
    'Path to key, or to the default card. Left versions: 1-1',
    'Passes a stored card on, or draws it. Left versions: 1-1',
  ]);

  const versions = createFunctionVersions();
  versions.state.failNext = true;
  expect(versions.update(JSON.stringify(usual))).toBe(false);
  // CloudFront has copies: Lambda still has the versions, and CloudFormation has none of them.
  expect(NAMES.map((name) => [versions.numbers(name), versions.live(name)])).toEqual([
    [[1], undefined],
    [[1], undefined],
  ]);
  expect(versions.update(JSON.stringify(usual))).toBe(false); // A version for this Lambda function exists ( 1 ).
  expect(versions.update(JSON.stringify(goingRound))).toBe(true);
  expect(NAMES.map((name) => versions.live(name)?.split(':').at(-1))).toEqual(['2', '2']);
}, 120_000);
