import { Module } from '@nestjs/common';
import { BatchJobsController } from './batch-jobs.controller.js';
import { BatchJobsService } from './batch-jobs.service.js';

@Module({ controllers: [BatchJobsController], providers: [BatchJobsService] })
export class BatchJobsModule {}
