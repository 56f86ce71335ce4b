import type { ToRunner } from '@muse/core/models/runner-messages.js';
import { Runner } from './runner.js';

// The service ends its runners itself: a Ctrl-C, which reaches the whole process group, is for the service to handle.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
// The service is gone, however it ended: nobody reads what this process writes.
process.on('disconnect', () => process.exit(0));

const runner = new Runner((message) => process.send?.(message));
process.on('message', (message: ToRunner) => runner.receive(message));
