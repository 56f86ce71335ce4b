import { existsSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { ConfigError } from '@muse/core/config/muse-config.js';
import { languages, type Language } from '@muse/core/ideas/idea.js';
import { type CatalogEntry, type Dtype, dtypes } from '@muse/core/models/catalog-entry.js';
import { promptTemplateNames, type PromptTemplateName } from '@muse/core/prompts/prompt-template.js';
import { plainToInstance } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  validateSync,
} from 'class-validator';

/** One entry of `catalog.json`, which users write to add models of their own. */
class CatalogFileEntry {
  @Matches(/^[a-z0-9][a-z0-9._-]{0,63}$/i)
  key: string;

  @IsOptional()
  @IsString()
  @Length(1, 100)
  name?: string;

  @IsOptional()
  @IsString()
  @Length(0, 500)
  description?: string;

  /** Folder below MODEL_CACHE_DIR; the key where it is left out. */
  @IsOptional()
  @IsString()
  @Length(1, 200)
  directory?: string;

  @IsIn(dtypes)
  dtype: Dtype;

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
  recommended?: boolean;

  @IsOptional()
  @IsIn(promptTemplateNames)
  prompt_template?: PromptTemplateName;
}

/**
 * Reads the models that the user added in `catalog.json` of MODEL_CACHE_DIR; none where there is no such file.
 * @throws ConfigError that says which entry is wrong and what is allowed.
 */
export function readCatalogFile(modelCacheDir: string): CatalogEntry[] {
  const file = join(modelCacheDir, 'catalog.json');
  if (!existsSync(file)) return [];
  const written = parse(readFileSync(file, 'utf8'));
  const entries = written.map((entry, index) => toEntry(entry, index, resolve(modelCacheDir)));
  const twice = entries.find(({ key }, index) => entries.findIndex((other) => other.key === key) !== index);
  if (twice !== undefined) throw new ConfigError([`catalog.json has two entries with the key "${twice.key}".`]);
  return entries;
}

function parse(text: string): unknown[] {
  try {
    const written: unknown = JSON.parse(text);
    if (Array.isArray(written)) return written;
  } catch {
    // Falls through: a file that is no JSON is as wrong as one that holds no list.
  }
  throw new ConfigError(['catalog.json is not understood: allowed is a JSON array of models.']);
}

function toEntry(written: unknown, index: number, root: string): CatalogEntry {
  const entry = plainToInstance(CatalogFileEntry, isPlainObject(written) ? written : {});
  const problems = validateSync(entry, { whitelist: true, forbidNonWhitelisted: true });
  if (problems.length > 0) {
    const reasons = problems.flatMap(({ constraints }) => Object.values(constraints ?? {}));
    throw new ConfigError(reasons.map((reason) => `catalog.json, entry ${index + 1}: ${reason}.`));
  }
  const directory = resolve(root, entry.directory ?? entry.key);
  if (!directory.startsWith(root + sep)) {
    throw new ConfigError([`catalog.json, entry ${index + 1}: directory has to be a folder below MODEL_CACHE_DIR.`]);
  }
  return {
    key: entry.key,
    name: entry.name ?? entry.key,
    description: entry.description ?? '',
    directory,
    dtype: entry.dtype,
    languages: entry.languages,
    contextLength: entry.context_length,
    sizeGb: entry.size_gb,
    requiresToken: false,
    recommended: entry.recommended ?? false,
    promptTemplate: entry.prompt_template,
  };
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
