import type { GraphModel } from '@tensorflow/tfjs-converter';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { FoundObject } from '../detections.ts';
import type { Pixels } from '../ports.ts';
import type { Tile } from '../tiles.ts';
import { boxInPicture, seeTile, tensorOf } from './picture-tensor.ts';

const SIDE = 300;
/** Behind the graph's own loop over pictures, which would make it asynchronous: it resizes to what the picture is already. */
const INPUT = 'Preprocessor/sub';
const OUTPUTS = ['Postprocessor/Slice', 'Postprocessor/ExpandDims_1'];

/** COCO's labels by their number, from 1 in COCO, from 0 here; its numbers have gaps. */
const LABELS =
  `person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,,stop sign,parking meter,bench,
bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe,,backpack,umbrella,,,handbag,tie,suitcase,frisbee,skis,snowboard,sports ball,
kite,baseball bat,baseball glove,skateboard,surfboard,tennis racket,bottle,,wine glass,cup,fork,knife,spoon,bowl,banana,apple,sandwich,
orange,broccoli,carrot,hot dog,pizza,donut,cake,chair,couch,potted plant,bed,,dining table,,,toilet,,tv,laptop,mouse,remote,keyboard,
cell phone,microwave,oven,toaster,sink,refrigerator,,book,clock,vase,scissors,teddy bear,hair drier,toothbrush`
    .split(',')
    .map((label) => label.trim());

/** Objects in a part of a picture, as SSDLite answers: several boxes for one object. */
export function createObjectFinder(graph: GraphModel) {
  return async function findObjects(picture: Pixels, tile: Tile, minScore: number): Promise<FoundObject[]> {
    const seen = await seeTile(picture, tile, SIDE);
    const input = tensorOf(seen, SIDE);
    const outputs = graph.execute({ [INPUT]: input }, OUTPUTS) as Tensor[];
    const [scores = new Float32Array(), boxes = new Float32Array()] = outputs.map((output) => output.dataSync<'float32'>());
    dispose([input, outputs]);
    return Array.from({ length: boxes.length / 4 }, (_, index) => index).flatMap((index) => {
      const [label, score] = bestLabel(scores.subarray(index * LABELS.length, (index + 1) * LABELS.length));
      if (score < minScore || label === '') return [];
      const [top = 0, left = 0, bottom = 0, right = 0] = boxes.subarray(index * 4, index * 4 + 4).map((part) => part * SIDE);
      const box = boxInPicture([left, top, right - left, bottom - top], seen, picture);
      return box ? [{ label, box, score }] : [];
    });
  };
}

function bestLabel(scores: Float32Array): readonly [label: string, score: number] {
  const best = scores.reduce((found, score, index) => (score > (scores[found] ?? 0) ? index : found), 0);
  return [LABELS[best] ?? '', scores[best] ?? 0];
}
