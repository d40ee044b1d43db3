// Stands for Lambda's runtime: loads the handler, then one event per line in, one result per line out.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { createInterface } from 'node:readline';

// Each name that is looked up is a line of the log, so that a test can say that there was none.
const { lookup } = dns;
dns.lookup = (name, ...rest) => {
  console.error(`edgecard-lookup ${name}`);
  return lookup(name, ...rest);
};
syncBuiltinESMExports();

const [module, name] = process.env._HANDLER.split(/\.(?=[^.]*$)/);
const { [name]: handler } = await import(`${process.env.LAMBDA_TASK_ROOT}/${module}.js`);

for await (const line of createInterface({ input: process.stdin })) {
  // As Lambda does: the result travels as JSON, and nothing of the function runs on afterwards unseen.
  const outcome = await handler(JSON.parse(line), { getRemainingTimeInMillis: () => 120_000 }).then(
    (result) => ({ result }),
    (error) => ({ error: error?.stack ?? String(error) }),
  );
  process.stdout.write(`edgecard-result ${JSON.stringify(outcome)}\n`);
}
// Only a sandbox that nobody has ended gets here: its events ended, which the log should say.
console.error(`The runtime's input has ended: ${process.stdin.constructor.name}, ${process.uptime()} s after its start.`);
