/** Acts when it has started. A start that fails is said where it is awaited, and is no unhandled rejection here. */
export function whenStarted(starting: Promise<unknown>, act: () => void): Promise<void> {
  return starting.then(act, () => {});
}
