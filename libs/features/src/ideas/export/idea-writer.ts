import type { IdeaDto } from '../../generation/idea.dto.js';

/** The kinds of files that ideas are written into. */
export const exportFormats = ['json', 'csv', 'md'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** How ideas become a file: opening, idea, separator, idea, ..., closing. */
export interface IdeaWriter {
  contentType: string;
  opening: string;
  separator: string;
  closing: string;
  write: (idea: IdeaDto) => string;
}
