// Puts what is generated between the pairs of `<!-- name -->` and `<!-- /name -->` of a document.

/** By the name of its place: a value for a place within a line, or lines for a place of their own. */
export type Tables = Readonly<Record<string, string>>;

const PLACE = /<!-- ([^/][^>]*?) -->([\s\S]*?)<!-- \/\1 -->/g;
const MARKER = /<!-- \/?[^>]+? -->/g;

export function fillTables(text: string, tables: Tables): string {
  const filled = text.replace(PLACE, (_, name: string) => {
    const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
    if (table === undefined) throw new Error(`Nothing is generated for the place "${name}"; there are ${list(tables)}.`);
    const content = table.includes('\n') ? `\n${table}\n` : table;
    return `<!-- ${name} -->${content}<!-- /${name} -->`;
  });
  const single = filled.replace(PLACE, '').match(MARKER);
  if (single) throw new Error(`${single[0]} is half of a pair.`);
  return filled;
}

/** The names of the places in a document. */
export function placesIn(text: string): readonly string[] {
  return [...text.matchAll(PLACE)].map(([, name = '']) => name);
}

function list(tables: Tables): string {
  return Object.keys(tables).join(', ');
}
