import { TypeormResumableRepository } from '@muse/adapters/storage/typeorm-resumable-repository.js';
import { MemoryEventLog } from '@muse/core/generations/memory-event-log.js';
import { newFolder, openDatabase } from '../support/databases.js';
import { MemoryResumableRepository } from '../support/fakes/memory-resumable-repository.js';
import { eventLogSuite } from './event-log.js';
import { resumableRepositorySuite } from './resumable-repository.js';

describe('EventLog in memory', () => eventLogSuite(async () => new MemoryEventLog({ logs: 10, characters: 1000 })));

describe('ResumableRepository in memory', () => resumableRepositorySuite(async () => new MemoryResumableRepository()));
describe('ResumableRepository in the embedded database', () => {
  resumableRepositorySuite(async () => new TypeormResumableRepository(await openDatabase(newFolder())));
});
