/** Keeps Node from ending the process when a promise fails before anyone has awaited it. Its failure reaches who awaits it later. */
export function handledLater<Work extends Promise<unknown>>(promise: Work): Work {
  promise.catch(() => {});
  return promise;
}
