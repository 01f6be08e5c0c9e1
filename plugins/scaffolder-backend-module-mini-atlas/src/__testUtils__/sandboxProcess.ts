import { startSandbox } from '@mini-atlas/sandbox';

/**
 * A sandbox in a process of its own, started with the state directory and the platform's tree as arguments; sends what
 * it is to its parent and ends when that goes. In Jest's own process objects come from two realms, which Flux's health
 * expressions cannot compare.
 */
async function main([state, platform]: string[]) {
  const { stop, ...sandbox } = await startSandbox({ state, platform });
  process.once('disconnect', () => stop().then(() => process.exit(0)));
  process.send?.({ sandbox });
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
