const { cards, options } = require('./cards.json');

async function main() {
  const { ogTags } = await import('@edgecard/card-schema');
  const tags = await Promise.all(cards.map(({ template, input }) => ogTags(template, input, options)));
  console.log(JSON.stringify(tags));
}

main();
