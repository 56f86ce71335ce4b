import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access } from '../access/access.decorator.js';
import { callerOf } from '../access/caller.js';
import { api } from '../http/api-prefix.js';
import { ApiProblems } from '../http/api-problems.js';
import { hangUpOf } from '../http/hang-up.js';
import { traceOf } from '../http/trace-requests.js';
import { GenerationService } from './generation.service.js';
import { IdeaDto } from './idea.dto.js';
import { IdeaRequest } from './idea-request.dto.js';

@ApiTags('Generation')
@Access('generate')
@Controller(`${api}/generate`)
export class GenerationController {
  constructor(private readonly generation: GenerationService) {}

  /** Writes an idea and answers it when it is finished. Hanging up stops it. */
  @Post()
  @HttpCode(200)
  @ApiProblems(400, 404, 413, 415, 503)
  generateIdea(
    @Body() request: IdeaRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IdeaDto | undefined> {
    return this.generation.generate(request, callerOf(response.req).client, hangUpOf(response), traceOf(response.req));
  }
}
