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

\`BUILT_FROM\` holds the same. A copy that is older than the deployed templates: if only a design changed, cards are right and drawn in the
new design, but their addresses stay the same, so that networks may keep showing the former picture. If a template gained or lost a
field, the copy's addresses of it are not cards any more, and viewers get the default card: update the copy right after such a deployment.
\`npm outdated\` finds a newer copy where the package is published.
`;
}
