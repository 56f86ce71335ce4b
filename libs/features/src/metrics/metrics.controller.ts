import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Registry } from 'prom-client';
import { Access } from '../access/access.decorator.js';
import { MetricsService } from './metrics.service.js';

const text = {
  description: 'The text format of Prometheus.',
  content: { 'text/plain': { schema: { type: 'string' } } },
} as const;

@ApiTags('Health')
@Access('metrics')
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: MetricsService) {}

  /** Figures for operators since the service started, for Prometheus. */
  @Get()
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  @ApiOkResponse(text)
  getMetrics(): Promise<string> {
    return this.metrics.read();
  }
}
