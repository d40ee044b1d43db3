// What the runtime cloudfront-js-2.0 knows of JavaScript, for all functions that are written for it: "JavaScript runtime 2.0 features for
// CloudFront Functions" in Amazon's guide lists it. A function that does not compile there fails the deployment.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { projectPath } from '../../project-path.ts';

const FUNCTIONS = readdirSync(projectPath('edge')).filter((name) => name.endsWith('.js'));

/** Operators and words of ES2015 and later that the list does not have. */
const UNKNOWN: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.QuestionDotToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
  ts.SyntaxKind.BarBarEqualsToken,
  ts.SyntaxKind.AmpersandAmpersandEqualsToken,
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.SpreadAssignment,
  ts.SyntaxKind.ObjectBindingPattern,
  ts.SyntaxKind.ArrayBindingPattern,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.YieldExpression,
]);

function unknownSyntax(source: string): readonly string[] {
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    if (UNKNOWN.has(node.kind)) found.push(`${ts.SyntaxKind[node.kind]}: ${node.parent.getText()}`);
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile('function.js', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  return found;
}

test.each(FUNCTIONS)('edge/%s is written in what its runtime knows', (name) => {
  expect(unknownSyntax(readFileSync(projectPath('edge', name), 'utf8'))).toEqual([]);
});

test.each(['a?.b', 'a ?? b', 'f(...a)', 'const { a } = b', 'for (const a of b) f(a)'])('"%s" is none of it', (source) => {
  expect(unknownSyntax(source)).toHaveLength(1);
});
