import type { ModelDto } from './model.dto.js';
import type { ModelEvent } from './model-event.dto.js';

/** What changed between two looks at the models; a model that was not there before is a change. */
export function changesBetween(before: readonly ModelDto[], after: readonly ModelDto[]): ModelEvent[] {
  const earlier = new Map(before.map((model) => [model.key, model]));
  return after.flatMap((model) => eventsOf(model, earlier.get(model.key)));
}

function eventsOf({ key, status, error, progress }: ModelDto, before: ModelDto | undefined): ModelEvent[] {
  const events: ModelEvent[] = [];
  // The same failure a second time is news as well where another try lay between: then the status was another one.
  if (status !== before?.status || error?.code !== before.error?.code) {
    events.push({ type: 'status', model: key, status, ...(error === undefined ? {} : { error }) });
  }
  if (progress !== undefined && progress.bytes !== before?.progress?.bytes) {
    const { bytes, total_bytes, bytes_per_second, seconds_left } = progress;
    events.push({ type: 'progress', model: key, bytes, total_bytes, bytes_per_second, seconds_left });
  }
  return events;
}
