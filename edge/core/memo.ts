/**
 * Makes a value again only when its key differs from the last one's: a sandbox sees one configuration for all its life. A promise
 * that fails is forgotten, and the next call tries again.
 */
export function memoizeLast<Input, Value>(
  keyOf: (input: Input) => string,
  make: (input: Input) => Value,
): (input: Input) => Value {
  let last: { key: string; value: Value } | undefined;
  return (input) => {
    const key = keyOf(input);
    if (last?.key !== key) {
      const made = { key, value: make(input) };
      last = made;
      if (made.value instanceof Promise) {
        made.value.catch(() => {
          if (last === made) last = undefined;
        });
      }
    }
    return last.value;
  };
}

/**
 * Makes a value when it is first asked for, of what that first call is given. A promise that fails is forgotten, and the next call
 * tries again.
 */
export function makeOnce<Input extends readonly unknown[], Value>(make: (...input: Input) => Value): (...input: Input) => Value {
  const made = memoizeLast(
    () => '',
    (input: Input) => make(...input),
  );
  return (...input) => made(input);
}

/** Lets callers join work that is under way instead of starting it a second time. When it has ended, the next call starts it. */
export function singleFlight<Input, Value>(work: (input: Input) => Promise<Value>): (input: Input) => Promise<Value> {
  let underWay: Promise<Value> | undefined;
  return (input) => {
    underWay ??= work(input).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
