import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access } from '../access/access.decorator.js';
import { IdeaDto } from '../generation/idea.dto.js';
import { api } from '../http/api-prefix.js';
import { ApiProblems } from '../http/api-problems.js';
import { IdeaTreeDto } from './idea-tree.dto.js';
import { RefineRequest } from './refine-request.dto.js';
import { RefiningService } from './refining.service.js';

const id = { name: 'id', description: 'Id of the idea.', example: '0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11' };

@ApiTags('Ideas')
@Access('generate')
@Controller(`${api}/ideas/:id`)
export class RefiningController {
  constructor(private readonly refining: RefiningService) {}

  /** Writes a new idea from this one, as an instruction wants it. The old one stays. */
  @Post('refine')
  @HttpCode(200)
  @ApiParam(id)
  @ApiProblems(400, 404, 413, 415, 503)
  refineIdea(
    @Param('id') id: string,
    @Body() request: RefineRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IdeaDto | undefined> {
    return this.refining.refine(id, request, response);
  }

  /** The ideas that this one was made of, and those that were made of it. */
  @Get('tree')
  @ApiParam(id)
  @ApiProblems(404)
  getIdeaTree(@Param('id') id: string): Promise<IdeaTreeDto> {
    return this.refining.tree(id);
  }
}
