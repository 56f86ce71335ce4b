import { Transform } from 'class-transformer';
import { MaxLength } from 'class-validator';
import { IdeaRequest } from '../generation/idea-request.dto.js';
import { Optional } from '../http/optional.js';

/** Reads a number of the query; what is none stays text, for the validation to refuse. */
function NumberOfQuery(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && value.trim() !== '' ? Number(value) : value,
  );
}

/** A wish for an idea in a query, as `EventSource` sends it; without a prompt the service picks one. */
export class IdeaQuery extends IdeaRequest {
  @Optional()
  @MaxLength(100_000)
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
}
