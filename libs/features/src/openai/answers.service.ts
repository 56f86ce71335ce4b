import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { Generations, type NumberedTextEvent } from '@muse/core/generations/generations.js';
import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';
import { Models } from '@muse/core/models/models.js';
import type { Response } from 'express';
import { catchError, lastValueFrom, type Observable, takeUntil, throwError, toArray } from 'rxjs';
import { callerOf } from '../access/caller.js';
import { sendEvents } from '../http/event-stream.js';
import { hangUpOf } from '../http/hang-up.js';
import { logBug } from '../http/log-bug.js';
import { toProblem } from '../http/problem.dto.js';
import { requestIdOf } from '../http/request-id.js';
import { type AnswerHead, answerHead } from './answer-head.js';
import { answerStream } from './answer-stream.js';
import type { AnswerStyle } from './answer-style.js';
import type { ChatRequest } from './chat-request.dto.js';
import { chatStyle } from './chat-style.js';
import type { CompletionRequest } from './completion-request.dto.js';
import { completionStyle } from './completion-style.js';
import { OpenAiSettings } from './openai-settings.js';
import { sinceRestart } from './text-news.js';
import type { TextOptions } from './text-options.dto.js';
import type { TextOrder } from './text-order.js';
import { toChatOrder } from './to-chat-order.js';
import { toCompletionOrder } from './to-completion-order.js';
import { toOpenAiError } from './to-openai-error.js';
import { usageOf } from './usage.dto.js';
import { textsOf } from './written-text.js';

/** Answers the requests of OpenAI's API with texts, which are not kept as ideas. Hanging up stops them. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly generations: Generations,
    private readonly registry: Models,
    private readonly settings: OpenAiSettings,
  ) {}

  async chat(request: ChatRequest, response: Response): Promise<void> {
    const order = toChatOrder(request, this.entryFor(request), anySeed());
    await this.answer(order, chatStyle, request, response);
  }

  async complete(request: CompletionRequest, response: Response): Promise<void> {
    const order = toCompletionOrder(request, this.entryFor(request), anySeed());
    await this.answer(order, completionStyle, request, response);
  }

  private entryFor({ model }: TextOptions): CatalogEntry {
    return this.registry.entry(model ?? this.registry.currentModel);
  }

  private answer(order: TextOrder, style: AnswerStyle, options: TextOptions, response: Response): Promise<void> {
    const head = answerHead(style.idPrefix, order.model);
    const events = this.write(order, callerOf(response.req).client);
    if (options.stream !== true) return this.whole(order, style, head, events, response);
    const stream = answerStream(style, head, { n: order.n, withUsage: options.stream_options?.include_usage === true });
    return sendEvents(response, events.pipe(stream), { farewell: (error) => farewell(error, response) });
  }

  private async whole(
    order: TextOrder,
    style: AnswerStyle,
    head: AnswerHead,
    texts: Observable<NumberedTextEvent>,
    response: Response,
  ): Promise<void> {
    const events = await lastValueFrom(texts.pipe(toArray(), takeUntil(hangUpOf(response))), { defaultValue: [] });
    const news = sinceRestart(events);
    if (news.length > 0) response.json(style.whole(head, textsOf(news), usageOf(news, order.n)));
  }

  /** The one place where these routes have texts written. */
  private write({ model, texts, field }: TextOrder, client: string): Observable<NumberedTextEvent> {
    return this.generations
      .write(model, texts, { client, parallel: this.settings.parallel(model) })
      .pipe(catchError((error: unknown) => throwError(() => blame(field, MuseError.from(error)))));
  }
}

function anySeed(): number {
  return randomInt(2 ** 32);
}

/** Only the runner knows what a prompt comes to; which field it came from is known here. */
function blame(path: string, error: MuseError): MuseError {
  const { code, detail, errors } = error;
  const isAboutThePrompt = code === 'prompt_too_long' || code === 'validation_failed';
  if (!isAboutThePrompt || errors !== undefined) return error;
  return new MuseError(code, detail, { errors: [{ path, reason: detail }] });
}

/** The last event of a stream that fails. */
function farewell(error: MuseError, response: Response): object {
  logBug(error, requestIdOf(response));
  return toOpenAiError(toProblem(error));
}
