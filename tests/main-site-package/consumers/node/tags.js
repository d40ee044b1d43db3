import { readFile } from 'node:fs/promises';
import { knownTemplate, ogTags } from '@edgecard/card-schema';

const { cards, options } = JSON.parse(await readFile('cards.json', 'utf8'));
const tags = await Promise.all(cards.map(({ template, input }) => ogTags(knownTemplate(template), input, options)));
console.log(JSON.stringify(tags));
