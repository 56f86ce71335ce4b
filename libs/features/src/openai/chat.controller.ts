import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access } from '../access/access.decorator.js';
import { AnswersService } from './answers.service.js';
import { ChatAnswer } from './chat-answer.dto.js';
import { ChatRequest } from './chat-request.dto.js';
import { chatExamples } from './examples.js';
import { ApiOpenAiErrors, openAi } from './openai-errors.js';
import { TextPart } from './text-part.dto.js';

const answers = {
  description:
    'The message; with `stream: true`, server-sent events: `data:` with a `chat.completion.chunk` each, and `data: [DONE]` at the end. A failure after the first is `data: {"error": ...}`.',
  content: {
    'application/json': { schema: { $ref: getSchemaPath(ChatAnswer) } },
    'text/event-stream': { schema: { type: 'string' } },
  },
} as const;

@ApiTags('OpenAI')
@Access('generate')
@Controller(`${openAi}/chat/completions`)
export class ChatController {
  constructor(private readonly answers: AnswersService) {}

  /** Writes the next message of a conversation, through the model's own chat template. Hanging up stops it. */
  @Post()
  @HttpCode(200)
  @ApiOperation({ operationId: 'createChatCompletion' })
  @ApiBody({ type: ChatRequest, examples: chatExamples })
  @ApiExtraModels(ChatAnswer, TextPart)
  @ApiOkResponse(answers)
  @ApiOpenAiErrors(400, 401, 403, 404, 413, 415, 429, 503)
  create(@Body() request: ChatRequest, @Res() response: Response): Promise<void> {
    return this.answers.chat(request, response);
  }
}
