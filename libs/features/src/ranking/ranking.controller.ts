import { Controller, Get } from '@nestjs/common';
import { RankingKnowledge } from '@muse/core/ranking/ranking-knowledge.js';
import { ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.decorator.js';
import { api } from '../http/api-prefix.js';
import { type RankingDto, toRankingDto } from './ranking.dto.js';

@ApiTags('Generation')
@Access('generate')
@Controller(`${api}/ranking`)
export class RankingController {
  constructor(private readonly ranking: RankingKnowledge) {}

  /** What the candidates of an ensemble are ranked by, what was learned from ratings, and what no score can tell. */
  @Get()
  async getRanking(): Promise<RankingDto> {
    return toRankingDto(await this.ranking.figures());
  }
}
