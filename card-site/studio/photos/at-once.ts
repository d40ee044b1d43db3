/** Lets so many pieces of work run at once; the others wait in the order in which they came. */
export function createTurns(count: number) {
  const waiting: (() => void)[] = [];
  let free = count;

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  async function enter(): Promise<void> {
    if (free === 0) return new Promise((resolve) => waiting.push(resolve));
    free -= 1;
  }

  return {
    /** The work may leave its turn before it ends. Throws what the work and the signal throw. */
    async use<T>(signal: AbortSignal, work: (leave: () => void) => Promise<T>): Promise<T> {
      await enter();
      let isIn = true;
      const leaveOnce = () => {
        if (isIn) leave();
        isIn = false;
      };
      try {
        signal.throwIfAborted();
        return await work(leaveOnce);
      } finally {
        leaveOnce();
      }
    },
  };
}
