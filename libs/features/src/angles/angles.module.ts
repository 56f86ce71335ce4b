import { Module } from '@nestjs/common';
import { AnglesController } from './angles.controller.js';

@Module({ controllers: [AnglesController] })
export class AnglesModule {}
