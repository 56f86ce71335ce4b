import { languages, type Language } from '@muse/core/ideas/idea.js';
import { type Device, devices, type DtypeWish, dtypeWishes } from '@muse/core/models/catalog-entry.js';
import { promptTemplateNames, type PromptTemplateName } from '@muse/core/prompts/prompt-template.js';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsOptional } from 'class-validator';
import { IsString, Length, Matches, Max, Min } from 'class-validator';

/**
 * One entry of `catalog.json`, which users write. This class is the one definition: `models/catalog.schema.json` is made of its
 * decorators, and a spec compares the two.
 */
export class CatalogFileEntry {
  @Matches(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}$/)
  key: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  name?: string;

  @IsOptional()
  @IsString()
  @Length(0, 500)
  description?: string;

  /** Owner and name on the hub; null where no ONNX export is known, and `reason` says so. */
  @IsOptional()
  @Matches(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,95}\/[a-zA-Z0-9][a-zA-Z0-9._-]{0,95}$/)
  repository?: string | null;

  /** Branch, tag or commit; `main` where it is left out. */
  @IsOptional()
  @Matches(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}$/)
  revision?: string;

  /** Why it cannot be downloaded. */
  @IsOptional()
  @IsString()
  @Length(1, 300)
  reason?: string;

  /** Day on which repository and dtype were looked up; null or left out: unverified. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  verified?: string | null;

  /** Folder below MODEL_CACHE_DIR; the key where it is left out. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  directory?: string;

  /** Number format of the weights; `auto`, as where it is left out: the best for device and memory of those that there are. */
  @IsOptional()
  @IsIn(dtypeWishes)
  dtype?: DtypeWish;

  @IsOptional()
  @IsIn(devices)
  device?: Device;

  @IsArray()
  @ArrayMaxSize(languages.length)
  @IsIn(languages, { each: true })
  languages: Language[];

  @IsInt()
  @Min(16)
  @Max(1_000_000)
  context_length: number;

  @IsNumber()
  @Min(0)
  size_gb: number;

  @IsOptional()
  @IsBoolean()
  requires_token?: boolean;

  @IsOptional()
  @IsBoolean()
  recommended?: boolean;

  @IsOptional()
  @IsIn(promptTemplateNames)
  prompt_template?: PromptTemplateName;
}
