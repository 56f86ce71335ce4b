import { Injectable } from '@nestjs/common';
import { Downloads } from '@muse/core/downloads/downloads.js';
import type { Response } from 'express';
import { concatMap, from, map, pairwise, startWith, timer } from 'rxjs';
import { sendEvents } from '../http/event-stream.js';
import type { ModelDto } from './model.dto.js';
import { changesBetween } from './changes-between.js';
import { ModelsService } from './models.service.js';

/** Milliseconds between two looks at the models: a download changes with every packet, and nobody wants to hear of each. */
const interval = 200;

/** Brings models to this machine, and tells what happens to them. */
@Injectable()
export class DownloadsService {
  constructor(
    private readonly downloads: Downloads,
    private readonly models: ModelsService,
  ) {}

  /** Answers when the hub has said yes; the files come afterwards. */
  async start(key: string): Promise<ModelDto> {
    await this.downloads.start(key);
    return this.models.get(key);
  }

  async cancel(key: string): Promise<ModelDto> {
    await this.downloads.cancel(key);
    return this.models.get(key);
  }

  /** Sends every change until the client hangs up; first what each model does now. */
  events(response: Response): Promise<void> {
    const none: ModelDto[] = [];
    const changes = timer(0, interval).pipe(
      map(() => this.models.list()),
      startWith(none),
      pairwise(),
      concatMap(([before, after]) => from(changesBetween(before, after))),
      map((data, n) => ({ id: `models:${n}`, data })),
    );
    return sendEvents(response, changes);
  }
}
