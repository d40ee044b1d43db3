import { defineConfig, type Plugin } from 'vite';
import { exampleTags } from './example-tags';

/** As a static site does it: the tags are in the page before anyone asks for it. */
const tagsInHead: Plugin = {
  name: 'tags-in-head',
  transformIndexHtml: async (html) => html.replace('<!-- cards -->', (await exampleTags()).join('\n')),
};

export default defineConfig({ plugins: [tagsInHead] });
