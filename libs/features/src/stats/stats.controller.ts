import { Controller, Get, Res } from '@nestjs/common';
import { ApiExtraModels, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access } from '../access/access.decorator.js';
import { api } from '../http/api-prefix.js';
import { ApiEvents } from '../http/api-events.js';
import { StatsDto } from './stats.dto.js';
import { LiveModelDto, statsEvents } from './stats-event.dto.js';
import { StatsService } from './stats.service.js';

const events = 'Server-sent events, one a second: tokens per second, queue and time to first token of each model.';

@ApiTags('Statistics')
@Access('generate')
@Controller(`${api}/stats`)
export class StatsController {
  constructor(private readonly stats: StatsService) {}

  /** Figures of ideas, models, streams and batches; the counts survive a restart. */
  @Get()
  getStats(): Promise<StatsDto> {
    return this.stats.read();
  }

  /** Live figures, until the client hangs up. */
  @Access('generate', { inQuery: true })
  @Get('stream')
  @ApiExtraModels(LiveModelDto)
  @ApiEvents('StatsStreamEvent', events, statsEvents)
  watchStats(@Res() response: Response): Promise<void> {
    return this.stats.stream(response);
  }
}
