import type { GraphModel } from '@tensorflow/tfjs-converter';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { FoundFace } from '../detections.ts';
import type { Pixels } from '../ports.ts';
import type { Tile } from '../tiles.ts';
import { boxInPicture, seeTile, tensorOf } from './picture-tensor.ts';

/** Of BlazeFace's longer range, "back". */
const SIDE = 256;
/** Scores and boxes of a grid of 16 × 16 cells with 2 faces each, and of one of 8 × 8 with 6. */
const OUTPUTS = ['Identity', 'Identity_2', 'Identity_1', 'Identity_3'];
/** Of a face: its middle, from its cell's middle, and its size; then six points of the face, which nothing here needs. */
const VALUES = 16;

/** The middles of the cells, in the order of the network's answers. */
const CELLS = [
  { stride: 16, faces: 2 },
  { stride: 32, faces: 6 },
].flatMap(({ stride, faces }) => {
  const along = Array.from({ length: SIDE / stride }, (_, cell) => (cell + 0.5) * stride);
  return along.flatMap((y) => along.flatMap((x) => Array.from({ length: faces }, () => ({ x, y }))));
});

/** Faces in a part of a picture, as BlazeFace answers: several boxes for one face. */
export function createFaceFinder(graph: GraphModel) {
  return async function findFaces(picture: Pixels, tile: Tile, minScore: number): Promise<FoundFace[]> {
    const seen = await seeTile(picture, tile, SIDE);
    const input = tensorOf(seen, SIDE);
    const outputs = graph.execute(input, OUTPUTS) as Tensor[];
    const [fineScores, fineBoxes, coarseScores, coarseBoxes] = outputs.map((output) => output.dataSync<'float32'>());
    dispose([input, outputs]);
    const scores = [...(fineScores ?? []), ...(coarseScores ?? [])];
    const boxes = [...(fineBoxes ?? []), ...(coarseBoxes ?? [])];
    return CELLS.flatMap(({ x, y }, index) => {
      const score = 1 / (1 + Math.exp(-(scores[index] ?? Number.NEGATIVE_INFINITY)));
      if (score < minScore) return [];
      const [dx = 0, dy = 0, width = 0, height = 0] = boxes.slice(index * VALUES, index * VALUES + 4);
      const box = boxInPicture([x + dx - width / 2, y + dy - height / 2, width, height], seen, picture);
      return box ? [{ box, score }] : [];
    });
  };
}
