import { Module } from '@nestjs/common';
import { RankingController } from './ranking.controller.js';

@Module({ controllers: [RankingController] })
export class RankingModule {}
