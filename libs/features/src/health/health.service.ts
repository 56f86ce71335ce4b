import { Injectable } from '@nestjs/common';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { Generations } from '@muse/core/generations/generations.js';
import { ModelRegistry } from '@muse/core/models/model-registry.js';
import type { Health } from './health.dto.js';

/** Seconds without a token, while there is work, after which a model is not called healthy any more. */
const patience = 10;

@Injectable()
export class HealthService {
  constructor(
    private readonly registry: ModelRegistry,
    private readonly generations: Generations,
  ) {}

  live(): Health {
    return { status: 'ok' };
  }

  /** @throws MuseError `not_ready` while the current model cannot answer, or the service takes no new work. */
  ready(): Health {
    if (!this.generations.isClosed && this.registry.isReady(patience)) return { status: 'ok' };
    throw new MuseError('not_ready', `The model ${this.registry.currentModel} cannot answer now.`);
  }
}
