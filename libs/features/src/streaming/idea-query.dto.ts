import { OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IdeaRequest } from '../generation/idea-request.dto.js';
import { IsPrompt } from '../generation/is-prompt.js';
import { BooleanOfQuery, Optional } from '../http/fields.js';
import { LastEventId } from './event-id.js';

/** Reads a number of the query; what is none stays text, for the validation to refuse. */
function NumberOfQuery(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && value.trim() !== '' ? Number(value) : value,
  );
}

/** A wish for an idea in a query, as `EventSource` sends it; without a prompt the service picks one. */
export class IdeaQuery extends OmitType(IdeaRequest, ['ensemble'] as const) {
  // class-validator forgets the inherited rules of a field that has one of its own: this says them again.
  @Optional()
  @IsPrompt()
  declare prompt: string;

  @NumberOfQuery()
  declare creativity_level: number;

  @NumberOfQuery()
  declare max_tokens: number;

  @NumberOfQuery()
  declare temperature?: number;

  @NumberOfQuery()
  declare top_p?: number;

  @NumberOfQuery()
  declare top_k?: number;

  @NumberOfQuery()
  declare seed?: number;

  @BooleanOfQuery()
  declare cache: boolean;

  /** The id of the last event that came: leads back to its stream, where the header Last-Event-ID cannot be sent. */
  @LastEventId()
  last_event_id?: string;
}
