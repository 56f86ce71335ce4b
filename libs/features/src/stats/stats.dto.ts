import { ApiProperty } from '@nestjs/swagger';

const counts = { type: 'object', additionalProperties: { type: 'integer' } } as const;

export class MemoryDto {
  /** Resident memory of the service itself, without the runners. */
  api_bytes: number;
  /** Resident memory of the runners, by the key of their model. */
  @ApiProperty(counts)
  model_bytes: Record<string, number>;
}

export class ModelStatsDto {
  total_models: number;
  /** Models whose files are on this machine. */
  available_models: number;
  loaded_models: number;
  current_model: string;
  memory: MemoryDto;
}

export class StreamingStatsDto {
  /** Streams that run now. */
  active_sessions: number;
  total_streaming_requests: number;
  /** Mean seconds of the finished streams; 0 where there are none. */
  average_streaming_time: number;
}

/** How different the ideas of all batches of POST /generate/batch were. */
export class BatchDiversityDto {
  /** Finished ideas. */
  ideas: number;
  /** Those that were no near-duplicate of one that their batch had. */
  distinct: number;
  /** Mean of the similarity of each two ideas of a batch, 0 to 1; null where there were no two. */
  mean_similarity: number | null;
  /** Places whose idea was written again. */
  rewritten: number;
}

export class BatchStatsDto {
  total_batch_requests: number;
  @ApiProperty(counts)
  batch_methods: Record<string, number>;
  parallel_processing_enabled: boolean;
  diversity: BatchDiversityDto;
}

/** Figures of the service, true after any mix of requests and after a restart. */
export class StatsDto {
  total_ideas: number;
  @ApiProperty(counts)
  categories: Record<string, number>;
  /** Null where nothing is rated. */
  average_rating: number | null;
  /** Ideas of the last 24 hours. */
  recent_activity: number;
  model_stats: ModelStatsDto;
  streaming_stats: StreamingStatsDto;
  batch_stats: BatchStatsDto;
}
