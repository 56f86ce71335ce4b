import { Module } from '@nestjs/common';
import { GenerationController } from './generation.controller.js';
import { RandomController } from './random.controller.js';
import { GenerationService } from './generation.service.js';

@Module({ controllers: [GenerationController, RandomController], providers: [GenerationService] })
export class GenerationModule {}
