import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { IdeaDto } from '../generation/idea.dto.js';
import { Access } from '../access/access.decorator.js';
import { api } from '../http/api-prefix.js';
import { ApiProblems } from '../http/api-problems.js';
import { IdeaPage, IdeaPageQuery } from './idea-page.dto.js';
import { IdeasService } from './ideas.service.js';
import { RatingRequest } from './rating-request.dto.js';

const id = { name: 'id', description: 'Id of the idea.', example: '0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11' };

@ApiTags('Ideas')
@Access('generate')
@Controller(`${api}/ideas`)
export class IdeasController {
  constructor(private readonly ideas: IdeasService) {}

  /** The ideas that were kept, the newest first. */
  @Get()
  @ApiProblems(400)
  listIdeas(@Query() query: IdeaPageQuery): Promise<IdeaPage> {
    return this.ideas.page(query);
  }

  /** One idea. */
  @Get(':id')
  @ApiParam(id)
  @ApiProblems(404)
  getIdea(@Param('id') id: string): Promise<IdeaDto> {
    return this.ideas.get(id);
  }

  /** Rates an idea; a later rating takes the place of an earlier one. */
  @Post(':id/rate')
  @HttpCode(200)
  @ApiParam(id)
  @ApiProblems(400, 404, 413, 415)
  rateIdea(@Param('id') id: string, @Body() { rating }: RatingRequest): Promise<IdeaDto> {
    return this.ideas.rate(id, rating);
  }
}
