import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';

/** The events of a stream: the class that describes each, by its `type`. */
export type EventClasses = Readonly<Record<string, Type>>;

/**
 * The schema of a stream: each `data:` is one of these events, told apart by its `type`. `nameUnions` gives it the name in the document
 * so that clients have a type of that name.
 */
export function eventSchema(name: string, events: EventClasses) {
  const mapping = Object.fromEntries(Object.entries(events).map(([type, event]) => [type, getSchemaPath(event)]));
  const oneOf = Object.values(mapping).map(($ref) => ({ $ref }));
  return { title: name, oneOf, discriminator: { propertyName: 'type', mapping } };
}

/** Documents that an endpoint answers server-sent events, and which. */
export function ApiEvents(name: string, description: string, events: EventClasses): MethodDecorator & ClassDecorator {
  const content = { 'text/event-stream': { schema: eventSchema(name, events) } };
  return applyDecorators(ApiExtraModels(...Object.values(events)), ApiOkResponse({ description, content }));
}
