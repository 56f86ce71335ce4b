import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { filter, firstValueFrom, map, type Observable, takeUntil } from 'rxjs';
import { type IdeaDto, toIdeaDto } from './idea.dto.js';

/** The idea at the end of a generation; undefined where the client hung up before, which stops it. */
export function finishedIdea(events: Observable<IdeaEvent>, hangUp: Observable<unknown>): Promise<IdeaDto | undefined> {
  const idea = events.pipe(
    filter((event) => event.type === 'complete'),
    map((event) => toIdeaDto(event.idea)),
    takeUntil(hangUp),
  );
  return firstValueFrom(idea, { defaultValue: undefined });
}
