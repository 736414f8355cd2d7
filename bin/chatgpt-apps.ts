#!/usr/bin/env node
import { run } from './run';

// a reader that closes the pipe early (`| head`) has seen enough; that is no error of ours
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void run(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
  env: process.env,
}).then((exitCode) => {
  // not process.exit(): it would cut off what is still to be written to a pipe
  process.exitCode = exitCode;
});
