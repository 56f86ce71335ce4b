import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ModelRegistry } from '@muse/core/models/model-registry.js';
import { api } from '../http/api-prefix.js';
import { ModelDto, toModelDto } from './model.dto.js';

@ApiTags('Models')
@Controller(`${api}/models`)
export class ModelsController {
  constructor(private readonly registry: ModelRegistry) {}

  /** The models of the catalog and what each does now. */
  @Get()
  list(): ModelDto[] {
    return this.registry.list().map(toModelDto);
  }
}
