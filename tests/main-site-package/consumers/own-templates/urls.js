import { readFile } from 'node:fs/promises';
import { cardUrl } from '@acme/cards';

const { cards, options } = JSON.parse(await readFile('own-cards.json', 'utf8'));
console.log(JSON.stringify(await Promise.all(cards.map(({ template, input }) => cardUrl(template, input, options)))));
