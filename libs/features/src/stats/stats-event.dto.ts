import { ApiProperty } from '@nestjs/swagger';
import type { EventClasses } from '../http/api-events.js';

/** What a model does now. */
export class LiveModelDto {
  tokens_per_second: number;
  /** Texts that wait. */
  queue_depth: number;
  /** Texts that are being written. */
  running: number;
  /** Mean seconds to the first token of the texts that began lately; null where none did. */
  time_to_first_token: number | null;
  /** Tokens of all prompts since the service started. */
  prompt_tokens: number;
  /** Those that did not have to be read again. */
  cached_prompt_tokens: number;
  /** Resident memory of its runners. */
  memory_bytes: number;
}

/** Live figures. */
export class StatsEvent {
  type: 'stats';
  /** @example 2026-11-24T09:30:00.000Z */
  at: string;
  /** Streams that run now. */
  active_sessions: number;
  /** By the key of the model. */
  @ApiProperty({ type: 'object', additionalProperties: { $ref: '#/components/schemas/LiveModelDto' } })
  models: Record<string, LiveModelDto>;
}

export const statsEvents: EventClasses = { stats: StatsEvent };
