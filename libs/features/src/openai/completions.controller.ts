import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access } from '../access/access.decorator.js';
import { AnswersService } from './answers.service.js';
import { CompletionAnswer } from './completion-answer.dto.js';
import { CompletionRequest } from './completion-request.dto.js';
import { completionExamples } from './examples.js';
import { ApiOpenAiErrors, openAi } from './openai-errors.js';

const answers = {
  description:
    'The texts; with `stream: true`, server-sent events: `data:` with a part of a `text_completion` each, and `data: [DONE]` at the end. A failure after the first is `data: {"error": ...}`.',
  content: {
    'application/json': { schema: { $ref: getSchemaPath(CompletionAnswer) } },
    'text/event-stream': { schema: { type: 'string' } },
  },
} as const;

@ApiTags('OpenAI')
@Access('generate')
@Controller(`${openAi}/completions`)
export class CompletionsController {
  constructor(private readonly answers: AnswersService) {}

  /** Writes how texts go on; the model reads them as they stand, without a chat template. Hanging up stops it. */
  @Post()
  @HttpCode(200)
  @ApiOperation({ operationId: 'createCompletion' })
  @ApiBody({ type: CompletionRequest, examples: completionExamples })
  @ApiExtraModels(CompletionAnswer)
  @ApiOkResponse(answers)
  @ApiOpenAiErrors(400, 401, 403, 404, 413, 415, 429, 503)
  create(@Body() request: CompletionRequest, @Res() response: Response): Promise<void> {
    return this.answers.complete(request, response);
  }
}
