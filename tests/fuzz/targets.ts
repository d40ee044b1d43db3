// What is attacked, and what must hold for every input. A broken promise is an error that is thrown.

import { createCard, TEMPLATE_NAMES, TEMPLATES } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import type { Template } from '../../card-schema/template.ts';
import { formatValues, parseValues } from '../../card-schema/values.ts';
import { parseConfig } from '../../edge/core/config.ts';
import { errorFields } from '../../edge/core/error-fields.ts';
import { pageToken } from '../../edge/core/page-url.ts';
import type { Random } from '../../tools/profile/gallery/random.ts';
import { CONFIG_HEADERS } from '../support/events.ts';
import { HANDLER_TARGETS, PAGE_KEY } from './handler-targets.ts';
import { IMAGE_TARGETS } from './image-targets.ts';
import { LONG_PATHS, PATH_LENGTHS } from './long-inputs.ts';
import { PATH_TARGETS } from './path-targets.ts';
import { picturePathsTarget } from './picture-paths-target.ts';
import { parsed, promise } from './promises.ts';
import { SEEDS, signedPaths } from './seeds.ts';
import type { Target } from './target.ts';

const SPOILT_UTF16 = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const TEXT_TARGETS: readonly Target[] = [
  {
    name: 'schema round trip',
    seeds: [...SEEDS.texts, ...signedPaths.slice(0, 4)],
    run: (text, random) =>
      parsed(() => {
        const template = random.pick(TEMPLATE_NAMES);
        const { examples, fields } = TEMPLATES[template] as unknown as Template;
        const params: Record<string, unknown> = { ...random.pick(Object.values(examples)) };
        const names = Object.keys(fields);
        for (let times = random.integer(1, 2); times > 0; times--) {
          params[random.pick([...names, ...names, ...names, 'other', '__proto__', 'constructor'])] = oddValue(text, random);
        }
        if (names.length > 0 && random.chance(0.1)) Reflect.deleteProperty(params, random.pick(names));
        const card = createCard(template, params);
        const values = formatValues(card);
        const again = parseValues(template, values);
        promise(JSON.stringify(again) === JSON.stringify(card), 'parse(format(card)) is the card');
        promise(formatValues(createCard(template, card.params)) === values, 'a card made of a card is the card');
        promise(!SPOILT_UTF16.test(JSON.stringify(card)), 'no text has half of a character');
        return `card of ${template}`;
      }),
  },
  {
    name: 'configuration',
    seeds: [
      'edgecard-pictures',
      'us-east-1',
      'https://cards.example.com',
      'a.example,b.example',
      '8000',
      'k'.repeat(16),
      ...SEEDS.texts,
    ],
    long: {
      commas: (length) => ','.repeat(length),
      keys: (length) => 'k,'.repeat(length / 2),
      hosts: (length) => 'a.'.repeat(length / 2),
    },
    run: (text, random) =>
      parsed(() => {
        const header = random.pick(Object.keys(CONFIG_HEADERS).concat('x-card-image-hosts', 'x-card-budget-ms'));
        try {
          parseConfig({ ...CONFIG_HEADERS, [header]: text });
        } catch (error) {
          const secret = /keys$/.test(header) && text.trim().length > 8;
          promise(!(secret && error instanceof Error && error.message.includes(text.trim())), 'a complaint quotes no key');
          throw error;
        }
        return `taken ${header}`;
      }),
  },
  {
    name: 'error for the log',
    seeds: [`The page does not open at https://a/b?token=${pageToken('/a', PAGE_KEY, 0)}`, ...signedPaths, ...SEEDS.texts],
    long: {
      digits: (length) => '1'.repeat(length),
      'digits and dots': (length) => '1.'.repeat(length / 2),
      questions: (length) => '?'.repeat(length),
      'almost a token': (length) => `1.${'A'.repeat(42)}!`.repeat(length / 45),
      'almost a signature': (length) => `.${'A'.repeat(22)}.jp`.repeat(length / 26),
      quotes: (length) => 'got "\\'.repeat(length / 6),
    },
    run: (text, random) => {
      const error = random.chance(0.5) ? new Error(text) : new CardError('page_failed', text, { cause: new Error(text) });
      const { code, ...rest } = errorFields(error);
      promise(
        Object.values(rest).every((value) => !/\d\.[A-Za-z0-9_-]{43}/.test(value)),
        'no token is left',
      );
      promise(
        Object.values(rest).every((value) => !/\.[A-Za-z0-9_-]{22}\.jpg/.test(value)),
        'no signature is left',
      );
      return code;
    },
  },
];

export const TARGETS: readonly Target[] = [
  ...PATH_TARGETS,
  ...TEXT_TARGETS,
  ...HANDLER_TARGETS,
  picturePathsTarget([...SEEDS.paths, ...signedPaths], LONG_PATHS, PATH_LENGTHS),
  ...IMAGE_TARGETS,
];

function oddValue(text: string, random: Random): unknown {
  const number = random.pick([-1, 0, 1, 240, 241, 0.5, 1e300, -0, Number.NaN, Number.POSITIVE_INFINITY]);
  return random.pick([
    text,
    text,
    text,
    [text],
    [text, text],
    number,
    null,
    undefined,
    true,
    {},
    { [text]: text },
    [],
    [[[text]]],
    () => text,
  ]);
}
