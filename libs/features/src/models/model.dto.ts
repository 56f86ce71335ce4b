import type { DownloadProgress } from '@muse/core/downloads/downloads.js';
import type { ErrorCode, MuseError } from '@muse/core/errors/muse-error.js';
import type { Language } from '@muse/core/ideas/idea.js';
import type { Device, DtypeWish } from '@muse/core/models/catalog-entry.js';
import type { ModelStatus } from '@muse/core/models/managed-model.js';
import type { ModelState } from '@muse/core/models/models.js';
import { type Batching, batchings } from '@muse/core/models/runner-messages.js';
import { followsInstructions } from '@muse/core/prompts/prompt-template.js';
import { ApiProperty } from '@nestjs/swagger';

/** How far the download of a model is. */
export class DownloadProgressDto {
  bytes: number;
  total_bytes: number;
  bytes_per_second: number;
  /** Null as long as nobody can tell. */
  seconds_left: number | null;
}

/** Why a model could not be downloaded or loaded, or died. */
export class ModelErrorDto {
  code: ErrorCode;
  detail: string;
}

/** A model that may be loaded, and what it does now. */
export class ModelDto {
  /**
   * What requests call it.
   * @example muse-mini
   */
  key: string;
  name: string;
  description: string;
  /** Size on disk in GB. */
  size_gb: number;
  requires_token: boolean;
  recommended: boolean;
  /** Whether its files are on this machine. */
  available: boolean;
  loaded: boolean;
  status: ModelStatus | 'downloading';
  /** Whether requests that name no model go here. */
  current: boolean;
  /** Its place among the models that wait to be preloaded; null where it does not wait. */
  preload_priority: number | null;
  languages: Language[];
  /** Tokens of prompt and answer together. */
  context_length: number;
  /** Whether it does what it is told, as the strategy `fusion` wants of one model; else it only goes on with texts like those it has learned. */
  follows_instructions: boolean;
  /** Number format of the weights; `auto` until files to choose from are here. */
  dtype: DtypeWish;
  /** @example cpu */
  device: Device;
  /** Why it cannot be downloaded; left out where it can be, or is there. */
  reason?: string;
  /** While it is downloaded. */
  progress?: DownloadProgressDto;
  /** How it writes several texts: together, in one of two layouts, or one by one; null until it has been loaded once. */
  @ApiProperty({ enum: batchings, nullable: true, example: 'in_place' })
  batching: Batching | null;
  /** Why its last download or load failed, or that its process died. */
  error?: ModelErrorDto;
}

/** What the downloads know of a model. */
export interface DownloadState {
  progress?: DownloadProgress;
  failure?: MuseError;
}

export function toModelDto(
  { entry, available, dtype, status, current, error }: ModelState,
  preloadPriority: number | null,
  { progress, failure }: DownloadState = {},
  batching: Batching | null = null,
): ModelDto {
  const shown = progress === undefined ? (error ?? (available ? undefined : failure)) : undefined;
  return {
    key: entry.key,
    name: entry.name,
    description: entry.description,
    size_gb: entry.sizeGb,
    requires_token: entry.requiresToken,
    recommended: entry.recommended,
    available,
    loaded: status === 'loaded',
    status: statusWith(status, available, { progress, failure }),
    current,
    preload_priority: preloadPriority,
    languages: [...entry.languages],
    context_length: entry.contextLength,
    follows_instructions: followsInstructions(entry.promptTemplate),
    dtype,
    device: entry.device,
    batching,
    ...(available || entry.reason === undefined ? {} : { reason: entry.reason }),
    ...(progress === undefined ? {} : { progress: toProgressDto(progress) }),
    ...(shown === undefined ? {} : { error: { code: shown.code, detail: shown.detail } }),
  };
}

/** A download shows where the model could do nothing else. */
function statusWith(status: ModelStatus, available: boolean, { progress, failure }: DownloadState): ModelDto['status'] {
  if (progress !== undefined) return 'downloading';
  return failure !== undefined && !available && status === 'not_loaded' ? 'error' : status;
}

function toProgressDto(progress: DownloadProgress): DownloadProgressDto {
  return {
    bytes: progress.bytes,
    total_bytes: progress.totalBytes,
    bytes_per_second: progress.bytesPerSecond,
    seconds_left: progress.secondsLeft,
  };
}
