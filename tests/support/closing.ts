/** Lets `await using`, or an AsyncDisposableStack, close what has a close() of its own: servers of the product, for instance. */
export function closing<T extends { close(): Promise<void> }>(opened: T): T & AsyncDisposable {
  return Object.assign(opened, { [Symbol.asyncDispose]: () => opened.close() });
}
