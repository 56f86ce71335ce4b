import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiParam, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Response } from 'express';
import { IdeaDto } from '../generation/idea.dto.js';
import { Access } from '../access/access.decorator.js';
import { api } from '../http/api-prefix.js';
import { ApiProblems } from '../http/api-problems.js';
import { IdeaExportQuery } from './idea-export.dto.js';
import { IdeaPage, IdeaPageQuery } from './idea-page.dto.js';
import { IdeasService } from './ideas.service.js';
import { RatingRequest } from './rating-request.dto.js';

const id = { name: 'id', description: 'Id of the idea.', example: '0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11' };
const file = {
  description: 'The ideas as a file, sent as it is read.',
  content: {
    'application/json': { schema: { type: 'array', items: { $ref: getSchemaPath(IdeaDto) } } },
    'text/csv': { schema: { type: 'string' } },
    'text/markdown': { schema: { type: 'string' } },
  },
} as const;

@ApiTags('Ideas')
@Access('generate')
@Controller(`${api}/ideas`)
export class IdeasController {
  constructor(private readonly ideas: IdeasService) {}

  /** The ideas that were kept, the newest first. */
  @Get()
  @ApiProblems(400)
  listIdeas(@Query() query: IdeaPageQuery, @Res({ passthrough: true }) response: Response): Promise<IdeaPage> {
    return this.ideas.page(query, response);
  }

  /** The ideas as a file: JSON, CSV or Markdown. */
  @Get('export')
  @ApiOkResponse(file)
  @ApiProblems(400)
  exportIdeas(@Query() query: IdeaExportQuery, @Res() response: Response): Promise<void> {
    return this.ideas.export(query, response);
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

  /** Marks an idea as a favourite. */
  @Put(':id/favourite')
  @ApiParam(id)
  @ApiProblems(404)
  markFavourite(@Param('id') id: string): Promise<IdeaDto> {
    return this.ideas.setFavourite(id, true);
  }

  /** Takes the mark away. */
  @Delete(':id/favourite')
  @ApiParam(id)
  @ApiProblems(404)
  unmarkFavourite(@Param('id') id: string): Promise<IdeaDto> {
    return this.ideas.setFavourite(id, false);
  }

  /** Deletes an idea for good; the statistics follow. */
  @Delete(':id')
  @HttpCode(204)
  @ApiParam(id)
  @ApiNoContentResponse({ description: 'Deleted.' })
  @ApiProblems(404)
  deleteIdea(@Param('id') id: string): Promise<void> {
    return this.ideas.delete(id);
  }
}
