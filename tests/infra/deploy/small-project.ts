// A project as small as can be deployed, packaged by osls itself, in several editions. What the stack needs of the buckets is
// given in its outputs, so that a test can ask whether it is there.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { RUNNING } from '../../tools/deploy/smoke/live-site.ts';

const OSLS = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');

export interface Edition {
  /** Holds what npm run package would leave behind. */
  readonly packaged: string;
  readonly pack: string;
  readonly assets: readonly string[];
  readonly designVersions: Readonly<Record<string, string>>;
}

/** The outputs with which the stack says what its functions ask for. */
export const PACK_OUTPUT = 'Pack';
export const DESIGNS_OUTPUT = 'Designs';

export async function openSmallProject() {
  const folder = await temporaryFolder('small');
  const project = join(folder.path, 'project');
  await writeAll(project, { 'handler.mjs': 'export const handler = async () => ({});\n' });

  return {
    project,
    /** The file that osls deploys by, written again for every edition. */
    async edition(name: string, designVersions: Readonly<Record<string, string>>): Promise<Edition> {
      const packaged = join(folder.path, name);
      const pack = `packs/${sha256(`pack ${name}`)}`;
      const assets = [`assets/index-${name}.js`, 'assets/inter-latin.woff2'];
      const versions = { ...DESIGN_VERSIONS, ...designVersions };
      await writeAll(packaged, {
        'serverless.yml': serverlessYml(pack, Object.values(versions)),
        'handler.mjs': `export const handler = async () => ${JSON.stringify(name)};\n`,
        'dist/design-versions.json': JSON.stringify(versions),
        'dist/edge-bundle.json': JSON.stringify({ bundle: RUNNING.bundle }),
        [`dist/upload/pictures/${pack}`]: `pack ${name}`,
        'dist/upload/pictures/robots.txt': 'User-agent: *\n',
        ...Object.fromEntries(assets.map((asset) => [`dist/upload/card-site/${asset}`, `content of ${asset}`])),
        ...Object.fromEntries(
          ['index', ...Object.values(versions).map((version) => `pages/${version}`)].map((path) => [
            `dist/upload/card-site/${path}.html`,
            `<!doctype html><script src="/${assets[0]}"></script><!-- ${assets[1]} -->`,
          ]),
        ),
      });
      await promisify(execFile)(process.execPath, [OSLS, 'package', '--stage', 'prod'], {
        cwd: packaged,
        env: { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
      });
      return { packaged, pack, assets, designVersions: versions };
    },
    /** Each test begins with a checkout in which nothing has been built. */
    async empty({ packaged }: Edition) {
      await rm(project, { recursive: true, force: true });
      await mkdir(project);
      await cp(join(packaged, 'serverless.yml'), join(project, 'serverless.yml'));
    },
    copy: (edition: Edition) => cp(edition.packaged, project, { recursive: true }),
    close: () => folder.remove(),
  };
}

function serverlessYml(pack: string, designVersions: readonly string[]): string {
  return `service: edgecard
frameworkVersion: '4'
provider:
  name: aws
  region: us-east-1
  stage: \${opt:stage}
  runtime: nodejs24.x
  deploymentMethod: direct
package: { individually: true, patterns: ['!**'] }
params: { default: { leftVersions: none } }
functions:
  originResponse:
    handler: handler.handler
    description: 'Left versions: \${param:leftVersions}'
    package: { patterns: [handler.mjs] }
resources:
  Resources:
    PictureBucket: { Type: 'AWS::S3::Bucket' }
    CardSiteBucket: { Type: 'AWS::S3::Bucket' }
    EdgeLogs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/edgecard/\${sls:stage}', RetentionInDays: 30 } }
  Outputs:
    PictureBucketName: { Value: !Ref PictureBucket }
    CardSiteBucketName: { Value: !Ref CardSiteBucket }
    PictureDomain: { Value: !GetAtt PictureBucket.DomainName }
    CardSiteDomain: { Value: !GetAtt CardSiteBucket.DomainName }
    CloudFrontDistribution: { Value: !Ref PictureBucket }
    ${PACK_OUTPUT}: { Value: '${pack}' }
    ${DESIGNS_OUTPUT}: { Value: '${designVersions.join(' ')}' }
`;
}

async function writeAll(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
