import { IsIn } from 'class-validator';
import { Optional } from '../http/fields.js';
import { type ExportFormat, exportFormats } from './export/idea-writer.js';
import { IdeaFilterQuery } from './idea-filter.dto.js';

/** Which ideas to write into a file, and how. */
export class IdeaExportQuery extends IdeaFilterQuery {
  /** json: an array; csv: for spreadsheets; md: Markdown, for people. */
  @Optional()
  @IsIn(exportFormats)
  format: ExportFormat = 'json';
}
