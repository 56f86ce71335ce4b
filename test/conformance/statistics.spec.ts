import { TypeormCounters } from '@muse/adapters/storage/typeorm-counters.js';
import { TypeormUsageRepository } from '@muse/adapters/storage/typeorm-usage-repository.js';
import { newFolder, openDatabase } from '../support/databases.js';
import { MemoryCounters } from '../support/fakes/memory-counters.js';
import { MemoryUsageRepository } from '../support/fakes/memory-usage-repository.js';
import { countersSuite } from './counters.js';
import { ideaCountersSuite } from './idea-counters.js';
import { usageRepositorySuite } from './usage-repository.js';

describe('Counters in memory', () => countersSuite(async () => new MemoryCounters()));
describe('Counters in the embedded database', () => {
  countersSuite(async () => new TypeormCounters(await openDatabase(newFolder())));
});

describe('UsageRepository in memory', () => usageRepositorySuite(async () => new MemoryUsageRepository()));
describe('UsageRepository in the embedded database', () => {
  usageRepositorySuite(async () => new TypeormUsageRepository(await openDatabase(newFolder())));
});

describe('the counters of ideas in the embedded database', () => ideaCountersSuite(() => openDatabase(newFolder())));
