// Run by check-start.ts: says on standard error which example of a template is not a card.
try {
  await import('../../card-schema/examples.ts');
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
