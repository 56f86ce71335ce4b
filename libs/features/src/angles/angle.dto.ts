import type { Language } from '@muse/core/ideas/idea.js';
import { languages } from '@muse/core/ideas/idea.js';
import { type Angle, angles } from '@muse/core/prompts/angle.js';
import { anglesIn } from '@muse/core/prompts/angles.js';
import { IsIn } from 'class-validator';
import { Optional } from '../http/fields.js';

/** In which language to tell of the angles. */
export class AnglesQuery {
  /**
   * Language of names and instructions.
   * @example de
   */
  @Optional()
  @IsIn(languages)
  language: Language = 'de';
}

/** A way of looking at a prompt. */
export class AngleDto {
  /** What requests name it by. */
  key: Angle;
  /** @example Publikum */
  name: string;
  /** What models that follow instructions are told. */
  instruction: string;
}

/** All angles, in their order. */
export function angleDtosIn(language: Language): AngleDto[] {
  return angles.map((key) => {
    const { name, instruction } = anglesIn[language][key];
    return { key, name, instruction };
  });
}
