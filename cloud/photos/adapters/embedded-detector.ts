import { CardError } from '../../../card-schema/errors.ts';
import type { Deadline } from '../../../edge/core/deadline.ts';
import type { Detections, FoundFace, FoundObject } from '../detections.ts';
import { EMBEDDED_DETECTOR } from '../detector-names.ts';
import { mergeDetections, withoutLone, withoutMuzzles } from '../merge-detections.ts';
import { PhotoError } from '../photo-error.ts';
import type { Detector, Pixels } from '../ports.ts';
import { edgeTilesOf, tilesOf } from '../tiles.ts';
import { createFaceFinder } from './face-finder.ts';
import { createObjectFinder } from './object-finder.ts';
import { smallerPicture } from './smaller-picture.ts';
import { loadGraph, startTensors } from './tensor-graphs.ts';

/** Cropping wants what is surely a face. Hiding wants every face, the small ones too: a person corrects what was none. */
const FACES = { focus: { scales: [0, 1, 2], minScore: 0.65 }, hide: { scales: [0, 1, 2, 3], minScore: 0.5 } } as const;
/** A face of which there is one box alone has to be as sure as for cropping. */
const SURE_SCORE = FACES.focus.minScore;
/** At the edges, hiding looks for faces that the edge cuts. Mirrored at the edge, other things look like faces too: these have to be sure. */
const EDGE_SCALES = { focus: [], hide: [1, 2, 3] } as const;
/** Smaller tiles are enlarged so much that noise looks like faces. */
const MIN_TILE_PX = 96;
const MIN_OBJECT_SCORE = 0.5;

interface Finders {
  readonly findFaces: ReturnType<typeof createFaceFinder>;
  readonly findObjects: ReturnType<typeof createObjectFinder>;
}

/**
 * Finds faces and objects in this process, without a network. The models are loaded at the first use, and kept. `modelFolder` is
 * cloud/photos/models, `wasmFolder` holds the WebAssembly of @tensorflow/tfjs-backend-wasm.
 */
export function createEmbeddedDetector(folders: { readonly modelFolder: string; readonly wasmFolder: string }): Detector {
  let loading: Promise<Finders> | undefined;
  const finders = () => {
    loading ??= loadFinders(folders).catch((cause: unknown) => {
      loading = undefined;
      throw cause;
    });
    return loading;
  };
  return {
    name: EMBEDDED_DETECTOR,
    async detect(pixels, wanted, deadline) {
      try {
        return await find(await deadline.bound('Loading the models', finders()), pixels, wanted, deadline);
      } catch (cause) {
        if (cause instanceof CardError) throw cause;
        throw new PhotoError('detector_failed', 'Faces and objects could not be looked for in the photo.', { cause });
      }
    },
  };
}

async function loadFinders({ modelFolder, wasmFolder }: { modelFolder: string; wasmFolder: string }): Promise<Finders> {
  await startTensors(wasmFolder);
  const [faces, objects] = await Promise.all([
    loadGraph(modelFolder, 'blazeface-back-256'),
    loadGraph(modelFolder, 'ssdlite-mobilenet-v2-300'),
  ]);
  return { findFaces: createFaceFinder(faces), findObjects: createObjectFinder(objects) };
}

async function find(
  { findFaces, findObjects }: Finders,
  pixels: Pixels,
  wanted: 'focus' | 'hide',
  deadline: Deadline,
): Promise<Detections> {
  const picture = await smallerPicture(pixels);
  const { scales, minScore } = FACES[wanted];
  const faces: FoundFace[] = [];
  const tiles = scales
    .flatMap((scale) => tilesOf(picture, scale))
    .filter(({ width }, index) => index === 0 || width >= MIN_TILE_PX);
  for (const tile of tiles) faces.push(...(await deadline.bound('Finding faces', findFaces(picture, tile, minScore))));
  const edgeTiles = EDGE_SCALES[wanted]
    .flatMap((scale) => edgeTilesOf(picture, scale))
    .filter(({ width }) => width >= MIN_TILE_PX);
  for (const tile of edgeTiles) faces.push(...(await deadline.bound('Finding faces', findFaces(picture, tile, SURE_SCORE))));
  const objects: FoundObject[] = [];
  for (const tile of tilesOf(picture, 0))
    objects.push(...(await deadline.bound('Finding objects', findObjects(picture, tile, MIN_OBJECT_SCORE))));
  const found = { faces: mergeDetections(withoutLone(faces, SURE_SCORE)), objects: mergeDetections(objects) };
  return wanted === 'focus' ? withoutMuzzles(found) : found;
}
