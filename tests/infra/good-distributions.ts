// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are Fn::Sub's
// The distributions of the good template.
import type { JsonObject } from '../../cli/doctor/checks/stack-template.ts';

function originOn(id: string): JsonObject {
  return {
    Id: id,
    DomainName: { 'Fn::GetAtt': [id, 'RegionalDomainName'] },
    OriginAccessControlId: { 'Fn::GetAtt': [`${id}Access`, 'Id'] },
    S3OriginConfig: { OriginAccessIdentity: '' },
  };
}

export const secretReference = { 'Fn::Sub': '{{resolve:secretsmanager:${Keys}:SecretString}}' };

const behaviour: JsonObject = {
  ViewerProtocolPolicy: 'https-only',
  AllowedMethods: ['GET', 'HEAD'],
  CachePolicyId: { Ref: 'PathAlone' },
};

export const pictureDistribution: JsonObject = {
  Enabled: true,
  DefaultRootObject: 'default.jpg',
  Aliases: { 'Fn::If': ['HasDomain', ['social.app.com'], { Ref: 'AWS::NoValue' }] },
  Origins: [
    {
      ...originOn('Pictures'),
      OriginShield: { Enabled: true, OriginShieldRegion: 'us-east-1' },
      OriginCustomHeaders: [
        { HeaderName: 'x-card-bucket', HeaderValue: { Ref: 'Pictures' } },
        { HeaderName: 'x-card-page-keys', HeaderValue: secretReference },
      ],
    },
  ],
  DefaultCacheBehavior: {
    ...behaviour,
    TargetOriginId: 'Pictures',
    LambdaFunctionAssociations: [
      { EventType: 'origin-request', LambdaFunctionARN: { Ref: 'RequestVersion' } },
      { EventType: 'origin-response', LambdaFunctionARN: { Ref: 'ResponseVersion' } },
    ],
    FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Paths', 'FunctionARN'] } }],
  },
  CacheBehaviors: [{ ...behaviour, PathPattern: '/fallback.jpg', TargetOriginId: 'Pictures' }],
  CustomErrorResponses: [500, 502, 503, 504].map((ErrorCode) => ({
    ErrorCode,
    ErrorCachingMinTTL: 2,
    ResponseCode: 200,
    ResponsePagePath: '/fallback.jpg',
  })),
};

export const siteDistribution: JsonObject = {
  Enabled: true,
  DefaultRootObject: 'index.html',
  Origins: [originOn('Site')],
  DefaultCacheBehavior: {
    ...behaviour,
    TargetOriginId: 'Site',
    FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Guard', 'FunctionARN'] } }],
  },
};
