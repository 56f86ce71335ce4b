import { Module } from '@nestjs/common';
import { RefiningController } from './refining.controller.js';
import { RefiningService } from './refining.service.js';

@Module({ controllers: [RefiningController], providers: [RefiningService] })
export class RefiningModule {}
