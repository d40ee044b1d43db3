import { defineTemplate } from '../template.ts';

export const defaultTemplate = defineTemplate({
  addressing: 'fixed',
  description: 'Shown for every address that is not a card: your site’s own face.',
  fields: {},
  examples: { plain: {} },
  alt: () => 'Edgecard',
});
