import { Injectable } from '@nestjs/common';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { Models } from '@muse/core/models/models.js';
import { type ListedModel, type ModelList, toListedModel } from './listed-model.dto.js';

/** The models that can answer: those whose files are there. GET /api/v1/models knows the others, too. */
@Injectable()
export class ListedModelsService {
  private readonly since = Math.floor(performance.timeOrigin / 1000);

  constructor(private readonly registry: Models) {}

  list(): ModelList {
    const installed = this.registry.list().filter(({ available }) => available);
    return { object: 'list', data: installed.map(({ entry }) => toListedModel(entry, this.since)) };
  }

  /** @throws MuseError `model_not_found` */
  get(id: string): ListedModel {
    const { entry, available } = this.registry.state(id);
    if (available) return toListedModel(entry, this.since);
    throw new MuseError('model_not_found', `The files of the model ${id} are not on this machine.`);
  }
}
