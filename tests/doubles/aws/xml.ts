export type Xml = string | number | boolean | XmlElements | readonly Xml[];
export interface XmlElements {
  readonly [name: string]: Xml;
}

/** Elements by name; a list is an element for each of its items. */
export function formatXml(elements: XmlElements): string {
  return Object.entries(elements)
    .flatMap(([name, content]) => (Array.isArray(content) ? content : [content]).map((one: Xml) => element(name, one)))
    .join('');
}

function element(name: string, content: Xml): string {
  const [tag] = name.split(' '); // attributes may follow
  return `<${name}>${typeof content === 'object' ? formatXml(content as XmlElements) : escaped(String(content))}</${tag}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** The text of the first element of a name, '' without one. */
export function textIn(xml: string, name: string): string {
  return textsIn(xml, name)[0] ?? '';
}

/** The contents of every element of a name that holds none of the same name. */
export function textsIn(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))].map(([, text = '']) => text);
}
