import { IsBoolean } from 'class-validator';
import { IdeaRequest } from '../generation/idea-request.dto.js';
import { Optional } from '../http/fields.js';
import { LastEventId } from './event-id.js';

/** A wish for an idea whose text is streamed. */
export class StreamRequest extends IdeaRequest {
  /**
   * Whether the generation waits for its reader to come back (STREAM_RESUME_GRACE), and can be read again when it has ended;
   * otherwise it stops when its reader goes.
   */
  @Optional()
  @IsBoolean()
  resumable: boolean = false;
}

/** Where to go on in a stream. */
export class StreamPlaceQuery {
  /** The id of the last event that came, where the header Last-Event-ID cannot be sent. */
  @LastEventId()
  last_event_id?: string;
}
