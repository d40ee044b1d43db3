/**
 * Begins the work on up to `most` items before its results are asked for, and gives them in order. An item that is late does
 * not hold back the results of those before it. `work` must not reject.
 */
export async function* mapAhead<Item, Result>(
  items: AsyncIterable<Item>,
  most: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const source = items[Symbol.asyncIterator]();
  const underWay: Promise<Result>[] = [];
  let next: Promise<IteratorResult<Item>> | undefined = source.next();
  try {
    while (next || underWay.length > 0) {
      const [first] = underWay;
      const waitForItem = next && underWay.length < most ? next.then((item) => ({ item })) : undefined;
      const waitForResult = first?.then((result) => ({ result }));
      const event = await Promise.race([waitForResult, waitForItem].filter((one) => one !== undefined));
      if ('result' in event) {
        underWay.shift();
        yield event.result;
      } else if (event.item.done) {
        next = undefined;
      } else {
        underWay.push(work(event.item.value));
        next = source.next();
      }
    }
  } finally {
    next?.catch(() => {}); // nobody is left to hear it
    // Not waited for: a list whose next item is not there yet answers only when it is.
    void (async () => source.return?.())().catch(() => {});
  }
}
