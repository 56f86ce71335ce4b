import { resolve } from 'node:path';
import { type DynamicModule, Global, Logger, Module } from '@nestjs/common';
import { readCatalogFile } from '@muse/adapters/catalog/catalog-file.js';
import { museMini } from '@muse/adapters/catalog/muse-mini.js';
import { ProcessLauncher } from '@muse/adapters/runner-process/process-launcher.js';
import { StorageModule } from '@muse/adapters/storage/storage.module.js';
import { ConfigError, type MuseConfig } from '@muse/core/config/muse-config.js';
import { Generations } from '@muse/core/generations/generations.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { Catalog } from '@muse/core/models/catalog.js';
import { ModelRegistry } from '@muse/core/models/model-registry.js';
import { RunnerLauncher } from '@muse/core/models/model-runner.js';
import { GenerationSettings } from '@muse/features/generation/generation-settings.js';
import { projectRoot } from './project-root.js';

/** Makes the objects of libs/core, filled with the adapters that the configuration asks for. */
@Global()
@Module({})
export class CoreModule {
  static with(config: MuseConfig): DynamicModule {
    const catalog = readCatalog(config);
    return {
      module: CoreModule,
      imports: [StorageModule.in(config.DATA_DIR)],
      providers: [
        { provide: GenerationSettings, useValue: generationSettings(config) },
        { provide: Catalog, useValue: catalog },
        { provide: RunnerLauncher, useValue: launcher(config) },
        {
          provide: ModelRegistry,
          inject: [RunnerLauncher],
          useFactory: (runners: RunnerLauncher) => registry(config, catalog, runners),
        },
        {
          provide: Generations,
          inject: [ModelRegistry, IdeaRepository],
          useFactory: (models: ModelRegistry, ideas: IdeaRepository) => new Generations(models, ideas),
        },
      ],
      exports: [GenerationSettings, Catalog, ModelRegistry, Generations, StorageModule],
    };
  }
}

function readCatalog(config: MuseConfig): Catalog {
  const embedded = museMini(projectRoot());
  const added = readCatalogFile(resolve(config.MODEL_CACHE_DIR)).filter(({ key }) => key !== embedded.key);
  const catalog = new Catalog([embedded, ...added]);
  if (catalog.has(config.DEFAULT_MODEL)) return catalog;
  throw new ConfigError([`DEFAULT_MODEL is "${config.DEFAULT_MODEL}": allowed is one of ${catalog.keys.join(', ')}.`]);
}

function launcher(config: MuseConfig): RunnerLauncher {
  const logger = new Logger('Runner');
  return new ProcessLauncher({
    program: new URL('../../runner/src/main.js', import.meta.url).pathname,
    threads: config.RUNNER_THREADS,
    maxBatchSize: config.MAX_BATCH_SIZE,
    prefillChunk: config.PREFILL_CHUNK,
    loadTimeout: config.MODEL_LOAD_TIMEOUT,
    stepTimeout: config.STEP_TIMEOUT,
    log: (text) => logger.warn(text),
  });
}

function registry(config: MuseConfig, catalog: Catalog, runners: RunnerLauncher): ModelRegistry {
  const logger = new Logger('Models');
  return new ModelRegistry(catalog, runners, {
    defaultModel: config.DEFAULT_MODEL,
    capacity: { running: config.MAX_BATCH_SIZE, waiting: config.MAX_QUEUE_SIZE },
    observe: (key, event, error) =>
      error === undefined
        ? logger.log(`${key} ${event}`)
        : logger.warn(`${key} ${event}: ${error instanceof Error ? error.message : 'unknown cause'}`),
  });
}

function generationSettings(config: MuseConfig): GenerationSettings {
  return {
    inputMaxLength: config.INPUT_MAX_LENGTH,
    chunkSize: config.STREAMING_CHUNK_SIZE,
    chunkDelay: config.STREAMING_DELAY,
  };
}
