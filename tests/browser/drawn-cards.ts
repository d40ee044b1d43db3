// Cards that the tests of the card browser draw.
import { createCard } from '../../card-schema/catalogue.ts';

export const score = (home: number) => createCard('score', { home, away: 34, round: 10 });
export const article = createCard('article', { title: 'Small teams, large ships', author: 'Ada Okafor' });
