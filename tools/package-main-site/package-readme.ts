import type { BuiltFrom } from '../../card-schema/built-from.ts';

/** What a developer of a main site reads in node_modules, or at the registry. */
export function packageReadme(name: string, { version, commit, designVersions }: BuiltFrom): string {
  const versions = Object.entries(designVersions).map(([template, designVersion]) => `| ${template} | ${designVersion} |`);
  return `# ${name}

Addresses of social cards, and the tags that show them. ES modules for Node, browsers and edge runtimes; CommonJS takes them by \`import()\`.

\`\`\`ts
import { ogTags } from '${name}';

// In a page's <head>, as HTML that is escaped already. The key stays on the server.
const tags = await ogTags(template, params, { origin: 'https://social.app.com', signingKey: process.env.EDGECARD_SIGNING_KEY });
\`\`\`

The types know each template and its fields. \`cardUrl\` gives the address alone, \`cardPicture\` the address and the words for it, for
frameworks that write tags themselves. Each function says in its types' comments what it takes and which errors it throws.

## Built from

| | |
| --- | --- |
| version | ${version} |
| commit | ${commit} |

| Template | Design version |
| --- | --- |
${versions.join('\n')}

\`BUILT_FROM\` holds the same. Addresses carry the design version. A copy that is older than the deployed templates still shows the right
cards; only the address does not change with the design, so that networks may keep showing a picture of the former design, and fields that
are newer than the copy are left out with a warning. \`npm outdated\` finds a newer copy where the package is published.
`;
}
