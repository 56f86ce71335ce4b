import { PickType } from '@nestjs/swagger';
import { IdeaRequest } from './idea-request.dto.js';

/** A wish for an idea about anything: the service picks the prompt, and the angle where none is given. */
export class RandomRequest extends PickType(IdeaRequest, ['category', 'language', 'angle', 'model'] as const) {}
