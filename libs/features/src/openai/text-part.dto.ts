/** A part of a message: this service reads text. */
export class TextPart {
  type: 'text';
  /** @example Rainwater in the backyard */
  text: string;
}
