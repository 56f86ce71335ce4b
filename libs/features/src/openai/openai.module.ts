import { Module } from '@nestjs/common';
import { AnswersService } from './answers.service.js';
import { ChatController } from './chat.controller.js';
import { CompletionsController } from './completions.controller.js';
import { ListedModelsController } from './listed-models.controller.js';
import { ListedModelsService } from './listed-models.service.js';

@Module({
  controllers: [ChatController, CompletionsController, ListedModelsController],
  providers: [AnswersService, ListedModelsService],
})
export class OpenAiModule {}
