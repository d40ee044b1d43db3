// What reads and writes addresses and keys.
import { formatCardPath, parseCardPath, verifyCardPath } from '../../card-schema/card-path.ts';
import { templateNamed } from '../../card-schema/catalogue.ts';
import { formatPagePath, parsePagePath } from '../../card-schema/page-path.ts';
import { isSigned } from '../../card-schema/template.ts';
import { formatCardKey, parseCardKey } from '../../edge/core/card-key.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { LONG_KEYS, LONG_PATHS, PATH_LENGTHS } from './long-inputs.ts';
import { parsed, promise, refusal } from './promises.ts';
import { cardKeys, cards, KEYS, macOf, SEEDS, signedNoCards, signedPaths } from './seeds.ts';
import type { Target } from './target.ts';

export const PATH_TARGETS: readonly Target[] = [
  {
    name: 'path parser',
    seeds: [...SEEDS.paths, ...signedPaths],
    long: LONG_PATHS,
    lengths: PATH_LENGTHS,
    run: (path) =>
      parsed(() => {
        const found = parseCardPath(path);
        promise(formatCardPath(found) === path, 'format(parse(path)) is the path');
        return `card of ${found.card.template}`;
      }),
  },
  {
    name: 'signature',
    seeds: [...signedPaths, ...signedNoCards, ...SEEDS.paths],
    run: async (path) => {
      try {
        const card = await verifyCardPath(path, KEYS);
        const [, message, signature] = /^\/(?:~[0-9a-f]{12}\/)?(.+?)(?:\.([^.]{22}))?\.jpg$/.exec(path) ?? [];
        const macs = KEYS.map((key) => macOf(message ?? '', key));
        promise(
          (signature === undefined) === !isSigned(templateNamed(card.template)),
          'cards of signed templates are signed, others not',
        );
        promise(signature === undefined || macs.includes(signature), 'the signature is one that node:crypto makes');
        return `opened ${card.template}`;
      } catch (error) {
        if (error instanceof Error && error.message.startsWith('Broken promise')) throw error;
        return refusal(error);
      }
    },
  },
  {
    name: 'key parser',
    seeds: [...SEEDS.keys, ...cardKeys],
    long: LONG_KEYS,
    run: (key) =>
      parsed(() => {
        const { card, designVersion } = parseCardKey(key);
        promise(
          formatCardKey(card, { ...DESIGN_VERSIONS, [card.template]: designVersion }) === key,
          'format(parse(key)) is the key',
        );
        return `card of ${card.template}`;
      }),
  },
  {
    name: 'page path',
    seeds: cards.map(formatPagePath),
    long: Object.fromEntries(
      Object.entries(LONG_KEYS).map(([name, make]) => [name, (length: number) => make(length).slice(12, -4)]),
    ),
    run: (path) =>
      parsed(() => {
        const card = parsePagePath(path);
        promise(formatPagePath(card) === path, 'format(parse(page path)) is the page path');
        return `page of ${card.template}`;
      }),
  },
];
