// What finds faces and objects: Amazon's answers, and the models of our own.
import { cp } from 'node:fs/promises';
import { createEmbeddedDetector } from '../../../../cloud/photos/adapters/embedded-detector.ts';
import { projectPath } from '../../../../project-path.ts';
import type { Json } from '../../../doubles/aws/json-protocol.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { answer, half, hang, later, reset } from '../../meddling.ts';
import type { PhotoBench } from '../photo-bench.ts';
import type { PhotoFault } from '../photo-fault.ts';
import { awsRefusal, calls, onAws, onAwsOnce } from './switches.ts';

const detector = { seam: 'detector' } as const;
const dead = { receives: 'dead letter', lasts: 'for good' } as const;
const isDetector = ({ headers }: { headers: Readonly<Record<string, unknown>> }) =>
  String(headers['x-amz-target']).startsWith('Rekognition');
const throttled = awsRefusal(400, 'ThrottlingException');

const face = (Left: unknown, Top: unknown, Width: unknown, Height: unknown, Confidence: unknown = 99): Json => ({
  BoundingBox: { Left, Top, Width, Height },
  Confidence,
});

/** It answers nonsense: the photo is made, and its record has only boxes that lie in it. */
function wrong(name: string, faces: readonly Json[], labels: readonly Json[] = []) {
  return {
    ...detector,
    name,
    story: 'upload',
    ends: 'ready',
    other: true,
    lasts: 'for good',
    switchOn({ found }: PhotoBench) {
      [found.faces, found.labels] = [faces, labels];
    },
    async after(bench: PhotoBench) {
      const { json } = await bench.call('GET', `/uploads/${bench.upload}`);
      const { faces: found, objects } = json['detections'] as Readonly<
        Record<string, readonly { box: number[]; score: number }[]>
      >;
      const boxes = [...(found ?? []), ...(objects ?? [])];
      return boxes.filter(({ box, score }) => !liesInPhoto(box) || !(score >= 0 && score <= 1)).map((box) => JSON.stringify(box));
    },
    checked: true,
  } as const;
}

function liesInPhoto(box: readonly number[]): boolean {
  const [left = Number.NaN, top = Number.NaN, width = Number.NaN, height = Number.NaN] = box;
  return left >= 0 && top >= 0 && width > 0 && height > 0 && left + width <= 1.000001 && top + height <= 1.000001;
}

const CROWD = Array.from({ length: 5000 }, (_, number) =>
  face((number % 100) / 100, Math.floor(number / 100) / 50, 0.008, 0.015),
);
const wasmFolder = projectPath('node_modules/@tensorflow/tfjs-backend-wasm/dist');
const folders = new WeakMap<PhotoBench, Awaited<ReturnType<typeof temporaryFolder>>>();

export const DETECTOR_FAULTS: readonly PhotoFault[] = [
  { ...detector, name: 'is throttled once', ends: 'ready', ...onAwsOnce(isDetector, throttled) },
  { ...detector, name: 'is throttled', ends: 'ready', receives: 2, ...onAws(isDetector, throttled), quick: true },
  {
    ...detector,
    name: 'may not be asked, for good',
    ends: 'failed',
    ...dead,
    ...onAws(isDetector, awsRefusal(400, 'AccessDeniedException')),
    logged: /detector_failed/,
  },
  {
    ...detector,
    name: 'answers 500',
    story: 'hiding',
    ends: 'ready',
    receives: 2,
    ...onAws(isDetector, awsRefusal(500, 'InternalServerError')),
  },
  {
    ...detector,
    name: 'refuses the picture',
    ends: 'failed',
    ...dead,
    ...onAws(isDetector, awsRefusal(400, 'InvalidImageFormatException')),
  },
  {
    ...detector,
    name: 'finds faces, and no objects',
    ends: 'ready',
    receives: 2,
    ...onAws(calls('DetectLabels'), awsRefusal(500, 'InternalServerError')),
  },
  { ...detector, name: 'resets each connection', ends: 'ready', receives: 2, ...onAws(isDetector, reset) },
  { ...detector, name: 'breaks off in its answer', ends: 'ready', receives: 2, ...onAws(isDetector, half) },
  {
    ...detector,
    name: 'never answers',
    story: 'hiding',
    ends: 'ready',
    receives: 2,
    remainingMs: 5500,
    ...onAws(isDetector, hang),
  },
  { ...detector, name: 'is slow, 1 s', ends: 'ready', ...onAws(isDetector, later(1000)) },
  { ...detector, name: 'answers with a page of HTML', ends: 'ready', receives: 2, ...onAws(isDetector, answer(200, '<html>')) },
  wrong('gives boxes that are no numbers', [
    face('NaN', 'NaN', 'NaN', 'NaN'),
    face(null, null, null, null),
    face(0.1, 0.1, 'Infinity', 0.2),
  ]),
  wrong('gives boxes outside of the photo', [
    face(-3, -3, 1, 1),
    face(2, 2, 1, 1),
    face(-0.5, -0.5, 9, 9),
    face(0.9, 0.9, -0.5, -0.5),
  ]),
  wrong('gives boxes without a size', [face(0.5, 0.5, 0, 0), face(0.5, 0.5, 0.1, 0), {}]),
  wrong('gives scores beyond all bounds', [face(0.3, 0.3, 0.1, 0.1, 1e9), face(0.6, 0.6, 0.1, 0.1, 'NaN')]),
  { ...wrong('finds 5,000 faces', CROWD) },
  wrong(
    'finds things with names of all kinds',
    [],
    [
      { Name: `<img src=x onerror=alert(1)>${'x'.repeat(10_000)}`, Confidence: 99, Instances: [face(0.1, 0.1, 0.2, 0.2)] },
      { Name: '\u001b[2J\u202e\n\0', Confidence: 99, Instances: [face(0.5, 0.5, 0.2, 0.2)] },
      { Name: '__proto__', Confidence: 99, Instances: [face(0.3, 0.5, 0.2, 0.2)] },
    ],
  ),
  {
    ...detector,
    name: 'of our own does not have its models at first',
    ends: 'ready',
    receives: 2,
    other: true,
    async switchOn(bench) {
      const folder = await temporaryFolder('models');
      folders.set(bench, folder);
      bench.engine.detector = createEmbeddedDetector({ modelFolder: `${folder.path}/models`, wasmFolder });
    },
    async switchOff(bench) {
      await cp(projectPath('cloud/photos/models'), `${folders.get(bench)?.path}/models`, { recursive: true });
    },
    after: async (bench) => {
      await folders.get(bench)?.remove();
      return [];
    },
    logged: /detector_failed/,
  },
];
