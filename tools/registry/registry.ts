// `npm run registry`: which permissions CloudFormation's registry names for the types of our template. The test of the deploy role
// compares with them.
import { writeFile } from 'node:fs/promises';
import { runScript } from '../../cli/terminal/script.ts';
import { PERMISSIONS_FILE, readPermissions } from './handler-permissions.ts';

await runScript({
  call: 'npm run registry --',
  description: 'brings the permissions that CloudFormation needs for each type of resource up to date',
  options: {
    from: {
      type: 'string',
      value: 'DIR',
      isPath: true,
      description: 'a folder of resource schemas, a JSON file for each type',
      initial: 'CloudformationSchema',
    },
    source: {
      type: 'string',
      value: 'TEXT',
      description: 'where they are from and of when, to be written down',
      initial: 'https://schema.cloudformation.us-east-1.amazonaws.com/CloudformationSchema.zip',
    },
  },
  examples: ["--from CloudformationSchema --source 'CloudformationSchema.zip of us-east-1, 2026-08-07'"],
  notes: `AWS publishes the schemas at https://schema.cloudformation.us-east-1.amazonaws.com/CloudformationSchema.zip: unzip it into a folder first.
Run \`npm run format\` afterwards, and the tests in tests/infra/deploy-role.test.ts, which say what the deploy role lacks.`,
  async run({ options: { from, source } }, print) {
    const permissions = readPermissions(from, source);
    await writeFile(PERMISSIONS_FILE, `${JSON.stringify(permissions, undefined, 2)}\n`);
    print.out(`${Object.keys(permissions.types).length} types written.`);
    return 0;
  },
});
