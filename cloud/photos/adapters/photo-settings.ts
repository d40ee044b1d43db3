// Decoder and detector as the stack's parameters ask for them, for both functions of photos.
import { fileURLToPath } from 'node:url';
import { RekognitionClient } from '@aws-sdk/client-rekognition';
import type { Pictures } from '../pictures.ts';
import type { Detector } from '../ports.ts';
import { createEmbeddedDetector } from './embedded-detector.ts';
import { createHeicDecoder } from './heic.ts';
import { createRekognitionDetector } from './rekognition-detector.ts';
import { createPictures } from './sharp-pictures.ts';

export interface PhotoSettings {
  readonly PHOTO_DETECTOR?: string | undefined;
  readonly PHOTO_HEIC?: string | undefined;
}

/** `bundled` gives what lies next to the function's own file. */
export function openDetector({ PHOTO_DETECTOR }: PhotoSettings, bundled: (path: string) => URL): Detector {
  if (PHOTO_DETECTOR === 'rekognition') return createRekognitionDetector(new RekognitionClient({}));
  return createEmbeddedDetector({
    modelFolder: fileURLToPath(bundled('photos/models/')),
    wasmFolder: fileURLToPath(bundled('../node_modules/@tensorflow/tfjs-backend-wasm/dist/')),
  });
}

export function openPictures({ PHOTO_HEIC }: PhotoSettings, bundled: (path: string) => URL): Pictures {
  if (PHOTO_HEIC === 'off') return createPictures({ heic: undefined });
  const libraryFolder = fileURLToPath(bundled('../node_modules/libheif-js/libheif-wasm/'));
  return createPictures({ heic: createHeicDecoder({ script: bundled('heic-worker.js'), libraryFolder }) });
}
