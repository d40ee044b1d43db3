// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are Fn::Sub's
'use strict';
// The dashboard's widgets as CloudWatch has them, in JSON with Fn::Sub's placeholders.

const WIDTH = 12;
const HEIGHT = 6;

const ofPictures = ['DistributionId', '${CloudFrontDistribution}', 'Region', 'Global'];
const ofLookup = ['FunctionName', 'us-east-1.${OriginRequestLambdaFunction}'];
const ofDrawing = ['FunctionName', 'us-east-1.${OriginResponseLambdaFunction}'];
// osls resolves its own variables in this file's text as well.
const ofFunction = ['stage', '${sls:stage}', 'function', 'origin-response'];

const cloudFront = (name) => ['AWS/CloudFront', name, ...ofPictures];
const lambda = (name, which = ofDrawing) => ['AWS/Lambda', name, ...which];
const own = (name) => ['Edgecard', name, ...ofFunction];
const ofPhotos = (name) => ['Edgecard', name, 'stage', '${sls:stage}', 'function', 'photo-worker'];
const queue = (name, which) => ['AWS/SQS', name, 'QueueName', `\${${which}.QueueName}`];

/** Title, statistic, metrics; two to a row. */
const GRAPHS = [
  ['Requests', 'Sum', [cloudFront('Requests')]],
  ['Errors that viewers saw, %', 'Average', [cloudFront('4xxErrorRate'), cloudFront('5xxErrorRate')]],
  [
    'Cards',
    'Sum',
    [
      own('CardsDrawn'),
      own('CardsIncomplete'),
      own('CardsFailed'),
      own('FallbackPictures'),
      own('UnsignedDrawings'),
      own('DrawingsRefused'),
    ],
  ],
  ['Drawing a card, ms', 'p95', [own('DrawMs'), [...own('DrawMs'), { stat: 'p50' }]]],
  ['Browser', 'Sum', [own('ColdStarts'), own('BrowserRetries'), own('PackMisses')]],
  ['Functions, ms', 'p95', [lambda('Duration'), [...lambda('Duration'), { stat: 'Maximum' }], lambda('Duration', ofLookup)]],
  [
    'Functions that failed',
    'Sum',
    ['LambdaExecutionError', 'LambdaValidationError', 'LambdaLimitExceededErrors']
      .map((name) => cloudFront(name))
      .concat([lambda('Throttles'), lambda('Errors'), lambda('Errors', ofLookup)]),
  ],
  ['Functions at once', 'Maximum', [lambda('ConcurrentExecutions')]],
];

/** Of the functions and the queue of photos, which are there only with them. */
const GRAPHS_OF_PHOTOS = [
  ['Photos', 'Sum', [ofPhotos('PhotosMade'), ofPhotos('PhotosRefused'), ofPhotos('PhotosFailed')]],
  ['Making a photo, ms', 'p95', [ofPhotos('PhotoMs'), [...ofPhotos('PhotoMs'), { stat: 'p50' }]]],
  ['How long the oldest photo waits, s', 'Maximum', [queue('ApproximateAgeOfOldestMessage', 'PhotoQueue')]],
  [
    'Functions of photos that failed',
    'Sum',
    [
      lambda('Errors', ['FunctionName', '${PhotoWorkerLambdaFunction}']),
      lambda('Errors', ['FunctionName', '${PhotoApiLambdaFunction}']),
      lambda('Throttles', ['FunctionName', '${PhotoApiLambdaFunction}']),
      lambda('Errors', ['FunctionName', '${PhotoRemoverLambdaFunction}']),
      [...queue('ApproximateNumberOfMessagesVisible', 'PhotoDeadLetters'), { stat: 'Maximum' }],
      [...queue('ApproximateNumberOfMessagesVisible', 'PhotoRemovalDeadLetters'), { stat: 'Maximum' }],
    ],
  ],
];

/** Of the photo site and its function, which are there only with it. */
const ofSizes = (name) => ['Edgecard', name, 'stage', '${sls:stage}', 'function', 'photo-variant'];
const ofSite = ['DistributionId', '${PhotoSiteDistribution}', 'Region', 'Global'];
const GRAPHS_OF_SITE = [
  ['Requests for photos', 'Sum', [['AWS/CloudFront', 'Requests', ...ofSite]]],
  ['Sizes made', 'Sum', [ofSizes('PhotoSizesMade')]],
  ['Making a size, ms', 'p95', [ofSizes('PhotoSizeMs'), [...ofSizes('PhotoSizeMs'), { stat: 'p50' }]]],
  [
    'Sizes that failed',
    'Sum',
    [
      lambda('Errors', ['FunctionName', '${PhotoVariantLambdaFunction}']),
      lambda('Throttles', ['FunctionName', '${PhotoVariantLambdaFunction}']),
      ['AWS/CloudFront', '5xxErrorRate', ...ofSite, { stat: 'Average' }],
    ],
  ],
];

const widget = ([title, stat, metrics], index) => ({
  type: 'metric',
  x: (index % 2) * WIDTH,
  y: Math.floor(index / 2) * HEIGHT,
  width: WIDTH,
  height: HEIGHT,
  properties: { title, stat, metrics, period: 300, region: 'us-east-1', view: 'timeSeries' },
});
const bodyOf = (graphs) => JSON.stringify({ widgets: graphs.map(widget) });

/** By the parameters photos and photoSite: CloudFormation refuses the name of a function that is not there. */
const withPhotos = [...GRAPHS, ...GRAPHS_OF_PHOTOS];
module.exports = {
  body: {
    off: { off: bodyOf(GRAPHS), on: bodyOf(GRAPHS) },
    on: { off: bodyOf(withPhotos), on: bodyOf([...withPhotos, ...GRAPHS_OF_SITE]) },
  },
};
