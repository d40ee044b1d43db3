// `node tools/check/print-template-problems.ts`: one line for each problem, and exit code 1 if there is one.
import { sourceMistake } from '../../card-site/bundle/source-mistake.ts';
import { plural } from '../../cli/terminal/plural.ts';

try {
  const { templateProblems, templateCount } = await import('./template-problems.ts');
  const problems = templateProblems();
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) console.log(plural(templateCount(), 'template'));
  process.exitCode = problems.length > 0 ? 1 : 0;
} catch (error) {
  // A mistake in a schema. Some of them, such as one that throws, are for no other step to find.
  const mistake = await sourceMistake(error, 'tools/check/template-problems.ts');
  console.error(mistake ?? `The catalogue cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
