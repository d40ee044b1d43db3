/** How many items are worked on at once, and in which order the results come. */
export interface LimitOptions {
  readonly max: number;
  /** Whether the results come in the order of the items; by default they come as they end. */
  readonly inOrder?: boolean;
}

interface Ended<Result> {
  readonly slot: number;
  /** Absent when there was no item left, or when the work failed. */
  readonly result?: { readonly value: Result };
}

/**
 * Works on a few items at once. An item is taken only when there is room for it, so no more results wait for the caller than
 * items may be worked on. After a failure, of an item or of the list itself, no item is taken; what has begun ends, its results
 * are given, and then the first failure is thrown.
 */
export async function* mapLimit<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  { max, inOrder = false }: LimitOptions,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const slots = new Map<number, Promise<Ended<Result>>>();
  let count = 0;
  let failure: { readonly error: unknown } | undefined;
  let closed = false;

  /** Waiting for an item is part of a slot's work: the other slots end theirs meanwhile. */
  async function takeAndWork(slot: number): Promise<Ended<Result>> {
    if (failure) return { slot };
    try {
      const { done, value } = await source.next();
      return done || closed || failure ? { slot } : { slot, result: { value: await work(value) } };
    } catch (error) {
      failure ??= { error };
      return { slot };
    }
  }

  function openSlot(): void {
    const slot = count++;
    slots.set(slot, takeAndWork(slot));
  }

  try {
    for (let opened = 0; opened < max; opened++) openSlot();
    while (slots.size > 0) {
      const { slot, result } = await Promise.race(inOrder ? [...slots.values()].slice(0, 1) : slots.values());
      slots.delete(slot);
      if (!result) continue;
      openSlot();
      yield result.value;
    }
    if (failure) throw failure.error;
  } finally {
    closed = true;
    // Not awaited: a list whose next item is still to come answers only when it has come.
    void (async () => source.return?.())().catch(() => {});
  }
}
