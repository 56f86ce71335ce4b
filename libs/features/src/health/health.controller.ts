import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.decorator.js';
import { ApiProblems } from '../http/api-problems.js';
import { Health } from './health.dto.js';
import { HealthService } from './health.service.js';

@ApiTags('Health')
@Access('open')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The same as /health/ready. */
  @Get()
  @ApiProblems(503)
  getHealth(): Health {
    return this.health.ready();
  }

  /** Whether the process answers. */
  @Get('live')
  getLiveness(): Health {
    return this.health.live();
  }

  /** Whether the service can answer: the current model is loaded, and no model that has work stands still. */
  @Get('ready')
  @ApiProblems(503)
  getReadiness(): Health {
    return this.health.ready();
  }
}
