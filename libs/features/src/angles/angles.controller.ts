import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.decorator.js';
import { api } from '../http/api-prefix.js';
import { ApiProblems } from '../http/api-problems.js';
import { AngleDto, angleDtosIn, AnglesQuery } from './angle.dto.js';

@ApiTags('Generation')
@Access('generate')
@Controller(`${api}/angles`)
export class AnglesController {
  /** The ways of looking at a prompt that a request can name as its `angle`. */
  @Get()
  @ApiProblems(400)
  listAngles(@Query() { language }: AnglesQuery): AngleDto[] {
    return angleDtosIn(language);
  }
}
