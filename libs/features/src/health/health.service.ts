import { Injectable } from '@nestjs/common';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { Generations } from '@muse/core/generations/generations.js';
import { Models } from '@muse/core/models/models.js';
import { HealthSettings } from './health-settings.js';
import type { Health } from './health.dto.js';

@Injectable()
export class HealthService {
  constructor(
    private readonly registry: Models,
    private readonly generations: Generations,
    private readonly settings: HealthSettings,
  ) {}

  live(): Health {
    return { status: 'ok' };
  }

  /** @throws MuseError `not_ready`, with the reason, while the service cannot answer, or takes no new work. */
  ready(): Health {
    const shutdown = this.generations.isClosed ? 'The service is shutting down.' : undefined;
    const reason = shutdown ?? this.registry.unreadiness(this.settings.patience);
    if (reason === undefined) return { status: 'ok' };
    throw new MuseError('not_ready', reason);
  }
}
