import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiExtraModels, ApiParam, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.decorator.js';
import { api } from '../http/api-prefix.js';
import { ApiProblems } from '../http/api-problems.js';
import { ModelDto } from './model.dto.js';
import { ModelKeyRequest } from './model-key.dto.js';
import { ModelsService } from './models.service.js';
import { PreloadRequest, PreloadResponse } from './preload.dto.js';
import { ModelUsageDto, UsageStatsDto } from './usage-stats.dto.js';

@ApiTags('Models')
@Access('generate')
@Controller(`${api}/models`)
export class ModelsController {
  constructor(private readonly models: ModelsService) {}

  /** The models of the catalog and what each does now. */
  @Get()
  listModels(): ModelDto[] {
    return this.models.list();
  }

  /** Loads models ahead. One that cannot be loaded fails alone. */
  @Access('admin')
  @Post('preload')
  @HttpCode(200)
  @ApiProblems(400, 413, 415)
  preloadModels(@Body() request: PreloadRequest): Promise<PreloadResponse> {
    return this.models.preload(request);
  }

  /** Loads a model and makes it the one that answers requests which name none. */
  @Access('admin')
  @Post('switch')
  @HttpCode(200)
  @ApiProblems(400, 404, 413, 415, 503)
  switchModel(@Body() { model_key }: ModelKeyRequest): Promise<ModelDto> {
    return this.models.switchTo(model_key);
  }

  /** Unloads the current model when its texts are finished; a later request without `model` loads DEFAULT_MODEL. */
  @Access('admin')
  @Post('deactivate')
  @HttpCode(200)
  deactivateModel(): Promise<ModelDto> {
    return this.models.deactivate();
  }

  /** The use of the models, and what preloading made of it. */
  @Get('usage-stats')
  @ApiExtraModels(ModelUsageDto)
  getUsageStats(): Promise<UsageStatsDto> {
    return this.models.usageStats();
  }

  /** Unloads a model when its texts are finished. */
  @Access('admin')
  @Post(':key/unload')
  @ApiParam({ name: 'key', description: 'Key of the model, as GET /models shows it.', example: 'muse-mini' })
  @HttpCode(200)
  @ApiProblems(404)
  unloadModel(@Param('key') key: string): Promise<ModelDto> {
    return this.models.unload(key);
  }
}
