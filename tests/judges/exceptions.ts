// What the judges find and we do not mend, each with its reason. An exception that matches nothing any more fails.
import { matchesGlob } from 'node:path';
import type { Finding } from './findings.ts';

export interface Exception {
  readonly judge: Finding['judge'];
  readonly rule: string;
  /** Patterns of places: * is anything up to the next slash. Each of them matches something. */
  readonly places: readonly string[];
  readonly reason: string;
}

const FUNCTIONS = ['AWS::Lambda::Function.*'];

export const EXCEPTIONS: readonly Exception[] = [
  {
    judge: 'cfn-lint',
    rule: 'W3005',
    places: ['Resources/*LambdaFunction/DependsOn/*'],
    reason: 'osls writes the dependency as well as the reference, and one of them is enough.',
  },
  {
    judge: 'cfn-lint',
    rule: 'W3002',
    places: ['Resources/EdgeFunction/Properties/Code'],
    reason: 'A path on this machine, which `aws cloudformation package` replaces, as the README of the example says.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_115',
    places: FUNCTIONS,
    reason:
      'Reserved concurrency: what is reserved for one function is lost to the others of the account, and new accounts may have 10 in all. The prerender worker has a maximum of its own at the queue, and the functions of the account run seldom.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_116',
    places: [
      '*.OriginRequestLambdaFunction',
      '*.OriginResponseLambdaFunction',
      '*.EdgeFunction',
      '*.RotatePageKeysLambdaFunction',
    ],
    reason: 'Dead letters are of asynchronous calls: CloudFront and Secrets Manager wait for the answer.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_116',
    places: ['*.PrerenderWorkerLambdaFunction'],
    reason: 'Its calls come from a queue, which has dead letters of its own.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_116',
    places: [
      ...['*.PhotoWorkerLambdaFunction', '*.PhotoRemoverLambdaFunction'],
      ...['*.PhotoApiLambdaFunction', '*.PhotoVariantLambdaFunction'],
    ],
    reason:
      'Queues call worker and remover, and have dead letters of their own; who calls the API and the photo site waits for the answer.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_116',
    places: ['*.BucketGuardLambdaFunction', '*.DrawingBrakeLambdaFunction', '*.PictureEventsLambdaFunction'],
    reason: 'Lambda tries again twice; what fails then rings an alarm of its own, whose page says how to do it by hand.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_117',
    places: FUNCTIONS,
    reason: 'Lambda@Edge takes no VPC, and none of the others has anything to ask of one.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_173',
    places: FUNCTIONS,
    reason: 'The variables hold names and ARNs, no secret; Lambda encrypts them with a key of its own.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_119',
    places: ['*.PrerenderJobs'],
    reason: 'Encrypted with DynamoDB’s own key. What is in it is how far a job has come, and goes after two weeks.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_28',
    places: ['*.PrerenderJobs'],
    reason: 'Nothing in it is worth a backup: how far a job has come, for two weeks.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_119',
    places: ['*.PhotoUploads'],
    reason: 'Encrypted with DynamoDB’s own key. What is in it is how far an upload has come, and goes after two weeks.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_28',
    places: ['*.PhotoUploads'],
    reason: 'Nothing in it is worth a backup: how far an upload has come, for two weeks; the photos are in the bucket.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_158',
    places: ['AWS::Logs::LogGroup.*'],
    reason: 'CloudWatch encrypts logs by itself, and nothing secret is logged.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_174',
    places: ['AWS::CloudFront::Distribution.*'],
    reason:
      'At CloudFront’s own name, with its own certificate, CloudFront takes no other version than its own; with a domain the version is set.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_18',
    places: ['*.CardSiteBucket', '*.SiteBucket', '*.ServerlessDeploymentBucket', '*.PrerenderRequests'],
    reason:
      'Files of a public site, zips that only the deployment reads, lists that only the worker reads. auditTrail records who writes.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_18',
    places: ['*.LogBucket'],
    reason: 'A log of the log would be a log of itself.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_18',
    places: ['*.PictureBucket', '*.PhotoBucket', '*.PhotoInbox'],
    reason: 'Off by the switch accessLogs alone.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_21',
    places: ['*.PrerenderRequests', '*.SiteBucket', '*.ServerlessDeploymentBucket'],
    reason:
      'Lists that are read once, the files of an example that a build makes again, and zips whose keys have the time in them.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_21',
    places: ['*.PhotoBucket', '*.PhotoInbox'],
    reason:
      'A photo that is removed, and where it was taken, must be gone: an older version would keep both. No photo is overwritten.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_26',
    places: ['AWS::SNS::Topic.*'],
    reason:
      'CloudWatch, Budgets and S3 may not use the key that SNS has of its own, so it takes a key of 1 USD a month for messages without a secret.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_27',
    places: ['AWS::SQS::Queue.*'],
    reason: 'The rule knows keys of KMS only; SqsManagedSseEnabled encrypts them.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_33',
    places: ['*.PictureKey'],
    reason: 'Whoever it is comes through S3 and is of this account: conditions that the rule does not read.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_35',
    places: ['*.Trail'],
    reason: 'In a bucket that S3 encrypts and nobody but CloudTrail may write to.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_67',
    places: ['*.Trail'],
    reason: 'It is about the buckets of this stack, which are in one Region. A trail of the whole account is the account’s own.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_68',
    places: ['*.CloudFrontDistribution', '*.CardSiteDistribution', '*.Distribution'],
    reason:
      'A switch, firewall, for the pictures; the card site opens to tokens alone, and the example is for a team’s own site.',
  },
  {
    judge: 'checkov',
    rule: 'CKV_AWS_86',
    places: ['*.CloudFrontDistribution', '*.CardSiteDistribution', '*.PhotoSiteDistribution', '*.Distribution'],
    reason:
      'The rule knows the first version of standard logging only, which needs access control lists; trafficLogs uses the second.',
  },
];

export const excepts = ({ judge, rule, places }: Exception, finding: Finding): boolean =>
  finding.judge === judge && finding.rule === rule && places.some((place) => matchesGlob(finding.place, place));
