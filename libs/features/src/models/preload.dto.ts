import type { PreloadPriority } from '@muse/core/preloading/preloading.js';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsString, Length } from 'class-validator';
import { Optional } from '../http/fields.js';

const priorities = ['high', 'balanced', 'low'] as const satisfies readonly PreloadPriority[];

/** Which models to load ahead. */
export class PreloadRequest {
  /** Keys of models. */
  @ApiProperty({ example: ['muse-mini'] })
  @Length(1, 64, { each: true })
  @IsString({ each: true })
  @ArrayMaxSize(100)
  @ArrayMinSize(1)
  @IsArray()
  model_keys: string[];

  /** high may evict idle models; balanced loads what fits; low loads when nothing is being generated. */
  @Optional()
  @ApiProperty({ enum: priorities, example: 'balanced' })
  @IsIn(priorities)
  priority: PreloadPriority = 'balanced';
}

/** What became of one model. */
export class PreloadOutcome {
  model: string;
  success: boolean;
  status: 'loaded' | 'already_loaded' | 'queued' | 'failed';
  /** Why it failed. */
  error?: string;
}

export class PreloadResponse {
  /** @example Vorladen abgeschlossen */
  message: string;
  results: PreloadOutcome[];
  priority: PreloadPriority;
}
