import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.decorator.js';
import { ListedModel, ModelList } from './listed-model.dto.js';
import { ListedModelsService } from './listed-models.service.js';
import { ApiOpenAiErrors, openAi } from './openai-errors.js';

@ApiTags('OpenAI')
@Access('generate')
@Controller(`${openAi}/models`)
export class ListedModelsController {
  constructor(private readonly models: ListedModelsService) {}

  /** The models whose files are on this machine. */
  @Get()
  @ApiOperation({ operationId: 'listOpenAiModels' })
  @ApiOpenAiErrors(401, 403, 429)
  list(): ModelList {
    return this.models.list();
  }

  /** One of them. */
  @Get(':id')
  @ApiOperation({ operationId: 'retrieveOpenAiModel' })
  @ApiOpenAiErrors(401, 403, 404, 429)
  get(@Param('id') id: string): ListedModel {
    return this.models.get(id);
  }
}
