import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { EXAMPLES } from '../../../tools/check/example-templates.ts';
import { documentsIn } from '../../../tools/docs/documents.ts';
import { anchorsOf, withoutCode } from './anchors.ts';

const documents = documentsIn(projectPath());
const textOf = (path: string) => readFileSync(projectPath(path), 'utf8');

/** Targets of links and images, those of HTML included. */
function targetsIn(path: string): readonly string[] {
  const text = withoutCode(textOf(path)).replace(/`[^`\n]*`/g, '');
  const found = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)];
  return found.map(([, markdown, html]) => markdown ?? html ?? '').filter((target) => !/^[a-z]+:/.test(target));
}

/** A document shows our examples, which a team may have deleted. */
const isOfExample = (file: string) =>
  EXAMPLES.some((name) => new RegExp(`/(templates/${name}\\.ts|languages/${name}-words\\.ts|cards/${name}(/|$))`).test(file));

test('the documents of the project are found', () => {
  expect(documents).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/1-first-card.md', 'examples/README.md']),
  );
});

describe.each(documents)('%s', (path) => {
  test('links to files that exist', () => {
    const files = targetsIn(path).map((target) => decodeURI(target.split('#')[0] ?? ''));
    const missing = files.filter((file) => file !== '' && !existsSync(join(dirname(projectPath(path)), file)));
    expect(missing.filter((file) => !isOfExample(file))).toEqual([]);
  });

  test('links to headings that exist', () => {
    const broken = targetsIn(path).filter((target) => {
      const [file = '', anchor] = target.split('#');
      if (anchor === undefined) return false;
      const page = file === '' ? path : normalize(join(dirname(path), file));
      return !existsSync(projectPath(page)) || !anchorsOf(textOf(page)).has(anchor);
    });
    expect(broken).toEqual([]);
  });
});

test('anchors are those that GitHub gives', () => {
  const text = '# When an alarm rings\n## `x-card-status`, hit & miss\n## 4. Your site\n```\n# not one\n```\n## 4. Your site\n';
  expect([...anchorsOf(text)]).toEqual(['when-an-alarm-rings', 'x-card-status-hit--miss', '4-your-site', '4-your-site-1']);
});
