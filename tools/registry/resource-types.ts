// The types of resources that a deployment makes.
import { readdirSync, readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';

/** What osls adds to the resources of infra/. */
const TYPES_OF_OSLS = [
  'AWS::CloudFront::CachePolicy',
  'AWS::CloudFront::Distribution',
  'AWS::IAM::Role',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Url',
  'AWS::Lambda::Version',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
];

/** Of infra/*.yml, whatever the switches say, and of osls; sorted. */
export function resourceTypes(): readonly string[] {
  const texts = readdirSync(projectPath('infra'))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => readFileSync(projectPath('infra', name), 'utf8'));
  const named = texts.flatMap((text) => [...text.matchAll(/\bType: '?(AWS::\w+::\w+)/g)].map(([, type = '']) => type));
  return [...new Set([...named, ...TYPES_OF_OSLS])].sort();
}
