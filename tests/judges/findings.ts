// cfn-lint and checkov over a folder of templates: what each of them finds, in one form.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectPath } from '../../project-path.ts';

export interface Finding {
  readonly judge: 'cfn-lint' | 'checkov';
  readonly rule: string;
  /** The file without its ending. */
  readonly template: string;
  /** cfn-lint: a path into the template; checkov: `AWS::S3::Bucket.PictureBucket`. */
  readonly place: string;
  readonly message: string;
}

/** Where tools/ci/run.sh installs tests/judges/requirements.txt. */
const PROGRAMS = projectPath('.venv/bin');

/** Runs a program of the environment of Python, and gives what it prints. That it finds something is its exit code too, so that is not looked at. */
export function runJudge(program: string, args: readonly string[], folder = projectPath()): Promise<string> {
  const file = join(PROGRAMS, program);
  if (!existsSync(file)) throw new Error(`There is no ${file}: run tools/ci/run.sh aws, which installs it.`);
  return new Promise((resolve, reject) => {
    execFile(file, [...args], { cwd: folder, maxBuffer: 100_000_000 }, (error, stdout, stderr) => {
      if (stdout.trim() === '' && error) reject(new Error(`${program} has found nothing and failed: ${stderr}`));
      else resolve(stdout);
    });
  });
}

export async function findingsIn(folder: string, files: readonly string[]): Promise<readonly Finding[]> {
  const [lint, check] = await Promise.all([
    runJudge('cfn-lint', ['--format', 'json', ...files], folder),
    // Without --skip-download it asks its maker's server for links to explanations.
    runJudge(
      'checkov',
      [
        '--framework',
        'cloudformation',
        '--skip-download',
        '--output',
        'json',
        '--compact',
        ...files.flatMap((file) => ['--file', file]),
      ],
      folder,
    ),
  ]);
  return [...(JSON.parse(lint) as readonly LintFinding[]).map(ofLint), ...ofCheckov(JSON.parse(check) as CheckovReport, files)];
}

interface LintFinding {
  readonly Filename: string;
  readonly Rule: { readonly Id: string };
  readonly Message: string;
  readonly Location: { readonly Path?: readonly (string | number)[] };
}

function ofLint({ Filename, Rule, Message, Location }: LintFinding): Finding {
  // The name of a version ends with a hash of its code.
  const place = (Location.Path ?? []).join('/').replace(/(LambdaVersion)\w+/, '$1');
  return { judge: 'cfn-lint', rule: Rule.Id, template: basename(Filename, '.json'), place, message: Message };
}

interface CheckovReport {
  readonly summary: { readonly resource_count: number; readonly parsing_errors: number };
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
      readonly file_path: string;
    }[];
  };
}

function ofCheckov({ summary, results }: CheckovReport, files: readonly string[]): readonly Finding[] {
  if (summary.parsing_errors > 0 || summary.resource_count < files.length)
    throw new Error(`checkov has not read every template: ${JSON.stringify(summary)}`);
  return results.failed_checks.map(({ check_id: rule, check_name: message, resource: place, file_path }) => ({
    judge: 'checkov',
    rule,
    template: basename(file_path, '.json'),
    place: place.replace(/(LambdaVersion)\w+/, '$1'),
    message,
  }));
}
