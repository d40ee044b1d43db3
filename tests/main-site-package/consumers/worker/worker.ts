import { knownTemplate, ogTags } from '@edgecard/card-schema';
import { cards, options } from './cards.json';

export default {
  async fetch(): Promise<Response> {
    const tags = cards.map(({ template, input }) => ogTags(knownTemplate(template), input as never, options));
    return Response.json(await Promise.all(tags));
  },
};
