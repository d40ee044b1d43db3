/** Lambda gives each sandbox one request at a time; further requests wait here until one is free. */
export function createSandboxes<Input, Output>(
  handlers: readonly ((input: Input) => Promise<Output>)[],
): (input: Input) => Promise<Output> {
  const free = [...handlers];
  const waiting: ((handler: (input: Input) => Promise<Output>) => void)[] = [];

  return async (input) => {
    const handler = free.pop() ?? (await new Promise<(input: Input) => Promise<Output>>((resolve) => waiting.push(resolve)));
    try {
      return await handler(input);
    } finally {
      const next = waiting.shift();
      if (next) next(handler);
      else free.push(handler);
    }
  };
}
