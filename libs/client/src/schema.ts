// Made of docs/openapi.json by `npm run openapi`; every change here is lost.

export interface paths {
  '/api/v1/angles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The ways of looking at a prompt that a request can name as its `angle`
     * @description The ways of looking at a prompt that a request can name as its `angle`.
     */
    get: operations['listAngles'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/generate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Writes an idea and answers it when it is finished
     * @description Writes an idea and answers it when it is finished. Hanging up stops it.
     */
    post: operations['generateIdea'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/random': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Writes an idea for a prompt that the service picks
     * @description Writes an idea for a prompt that the service picks.
     */
    post: operations['generateRandomIdea'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/generate/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The same for `EventSource`, which can only GET, and comes back when it was cut off: resumable
     * @description The same for `EventSource`, which can only GET, and comes back when it was cut off: resumable. Without a prompt, for one
     *     that the service picks, with an angle.
     */
    get: operations['streamIdeaByQuery'];
    put?: never;
    /**
     * Writes an idea and sends its text as the model writes it
     * @description Writes an idea and sends its text as the model writes it. Hanging up stops it, unless it is `resumable`.
     */
    post: operations['streamIdea'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/generate/stream/{idea_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Goes on with a stream: what has not come yet, then live, nothing twice
     * @description Goes on with a stream: what has not come yet, then live, nothing twice. Without Last-Event-ID, from its beginning.
     */
    get: operations['resumeStream'];
    put?: never;
    post?: never;
    /**
     * Stops a stream at its next token
     * @description Stops a stream at its next token; whoever reads it gets an `error` with the code `cancelled`.
     */
    delete: operations['cancelStream'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/generate/batch': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Writes many ideas
     * @description Writes many ideas. A prompt that fails fails alone; hanging up cancels what is left and keeps what is done.
     */
    post: operations['generateBatch'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batches': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The batches, the newest first
     * @description The batches, the newest first.
     */
    get: operations['listBatches'];
    put?: never;
    /**
     * Writes `n` ideas for every prompt on every model, and survives a restart: what is finished is kept, the rest goes on
     * @description Writes `n` ideas for every prompt on every model, and survives a restart: what is finished is kept, the rest goes on.
     */
    post: operations['submitBatch'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batches/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A batch and its items as they are now
     * @description A batch and its items as they are now.
     */
    get: operations['getBatch'];
    put?: never;
    post?: never;
    /**
     * Ends a batch at once
     * @description Ends a batch at once; what is done stays.
     */
    delete: operations['cancelBatch'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batches/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What happens in a batch, from its beginning or from where a reader was
     * @description What happens in a batch, from its beginning or from where a reader was.
     */
    get: operations['watchBatch'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batches/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Runs the failed items again
     * @description Runs the failed items again.
     */
    post: operations['retryBatch'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/chat/completions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Writes the next message of a conversation, through the model's own chat template
     * @description Writes the next message of a conversation, through the model's own chat template. Hanging up stops it.
     */
    post: operations['createChatCompletion'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/completions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Writes how texts go on
     * @description Writes how texts go on; the model reads them as they stand, without a chat template. Hanging up stops it.
     */
    post: operations['createCompletion'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/models': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The models whose files are on this machine
     * @description The models whose files are on this machine.
     */
    get: operations['listOpenAiModels'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/v1/models/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One of them
     * @description One of them.
     */
    get: operations['retrieveOpenAiModel'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/models': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The models of the catalog and what each does now
     * @description The models of the catalog and what each does now.
     */
    get: operations['listModels'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/models/preload': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Loads models ahead
     * @description Loads models ahead. One that cannot be loaded fails alone.
     */
    post: operations['preloadModels'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/models/switch': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Loads a model and makes it the one that answers requests which name none
     * @description Loads a model and makes it the one that answers requests which name none.
     */
    post: operations['switchModel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/models/deactivate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Unloads the current model when its texts are finished
     * @description Unloads the current model when its texts are finished; a later request without `model` loads DEFAULT_MODEL.
     */
    post: operations['deactivateModel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/models/usage-stats': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The use of the models, and what preloading made of it
     * @description The use of the models, and what preloading made of it.
     */
    get: operations['getUsageStats'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/models/{key}/unload': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Unloads a model when its texts are finished
     * @description Unloads a model when its texts are finished.
     */
    post: operations['unloadModel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/models/{key}/download': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Downloads a model from the hub
     * @description Downloads a model from the hub; answered when the hub has said yes. A model that is here stays as it is.
     */
    post: operations['downloadModel'];
    /**
     * Cancels a download
     * @description Cancels a download. What has come is kept, and the next download goes on there.
     */
    delete: operations['cancelDownload'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/models/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Changes of the models and the progress of downloads, until the client hangs up
     * @description Changes of the models and the progress of downloads, until the client hangs up.
     */
    get: operations['watchModels'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ideas': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The ideas that were kept, the newest first
     * @description The ideas that were kept, the newest first.
     */
    get: operations['listIdeas'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ideas/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The ideas as a file: JSON, CSV or Markdown
     * @description The ideas as a file: JSON, CSV or Markdown.
     */
    get: operations['exportIdeas'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ideas/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One idea
     * @description One idea.
     */
    get: operations['getIdea'];
    put?: never;
    post?: never;
    /**
     * Deletes an idea for good
     * @description Deletes an idea for good; the statistics follow.
     */
    delete: operations['deleteIdea'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ideas/{id}/rate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Rates an idea
     * @description Rates an idea; a later rating takes the place of an earlier one.
     */
    post: operations['rateIdea'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ideas/{id}/favourite': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Marks an idea as a favourite
     * @description Marks an idea as a favourite.
     */
    put: operations['markFavourite'];
    post?: never;
    /**
     * Takes the mark away
     * @description Takes the mark away.
     */
    delete: operations['unmarkFavourite'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ideas/{id}/refine': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Writes a new idea from this one, as an instruction wants it
     * @description Writes a new idea from this one, as an instruction wants it. The old one stays.
     */
    post: operations['refineIdea'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ideas/{id}/tree': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The ideas that this one was made of, and those that were made of it
     * @description The ideas that this one was made of, and those that were made of it.
     */
    get: operations['getIdeaTree'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/ranking': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What the candidates of an ensemble are ranked by, what was learned from ratings, and what no score can tell
     * @description What the candidates of an ensemble are ranked by, what was learned from ratings, and what no score can tell.
     */
    get: operations['getRanking'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/stats': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Figures of ideas, models, streams and batches
     * @description Figures of ideas, models, streams and batches; the counts survive a restart.
     */
    get: operations['getStats'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/stats/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Live figures, until the client hangs up
     * @description Live figures, until the client hangs up.
     */
    get: operations['watchStats'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The same as /health/ready
     * @description The same as /health/ready.
     */
    get: operations['getHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether the process answers
     * @description Whether the process answers.
     */
    get: operations['getLiveness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/health/ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether the service can answer: the current model is loaded, and no model that has work stands still
     * @description Whether the service can answer: the current model is loaded, and no model that has work stands still.
     */
    get: operations['getReadiness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Figures for operators since the service started, for Prometheus
     * @description Figures for operators since the service started, for Prometheus.
     */
    get: operations['getMetrics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Angle: {
      /**
       * @description What requests name it by.
       * @enum {string}
       */
      key: 'analogy' | 'audience' | 'constraint' | 'first_step' | 'opposite';
      /** @example Publikum */
      name: string;
      /** @description What models that follow instructions are told. */
      instruction: string;
    };
    AnswerMessage: {
      /** @example assistant */
      role: string;
      content: string;
      /** @description Always null: models here refuse nothing. */
      refusal: string | null;
    };
    BatchCandidateCompleteEvent: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'candidate_complete';
      idea_id: string;
      candidate: components['schemas']['Candidate'];
      /** @description That of the whole ensemble, 0 to 1. */
      progress: number;
      /** @description Place of the idea in the batch, from 0: prompt i has those from n x i on. */
      index: number;
      /** @description Place in its ensemble, from 0. */
      candidate_index: number;
    };
    BatchCandidateEvent: {
      from: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'candidate';
      idea_id: string;
      /** @description Key of the model that writes it. */
      model_used: string;
      content: string;
      /** @description That of the whole ensemble, 0 to 1. */
      progress: number;
      /** @description Place of the idea in the batch, from 0: prompt i has those from n x i on. */
      index: number;
      /** @description Place in its ensemble, from 0. */
      candidate_index: number;
    };
    BatchChunkEvent: {
      /** @description Place of the idea in the batch, from 0: prompt i has those from n x i on. */
      index: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'chunk';
      content: string;
      idea_id: string;
      /** @description 0 to 1; falls at a `restart` alone, and is 1 with `complete` only. */
      progress: number;
    };
    BatchCompleteEvent: {
      /** @description The finished ideas, in the order of their prompts. */
      ideas: components['schemas']['Idea'][];
      total_count: number;
      success_count: number;
      failed_count: number;
      /** @description Seconds. */
      total_time: number;
      /** @description total_time / success_count; 0 when nothing succeeded. */
      average_time: number;
      errors: components['schemas']['BatchFailure'][];
      diversity: components['schemas']['Diversity'];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'batch_complete';
    };
    BatchCounts: {
      /** @example 4 */
      total: number;
      /** @example 1 */
      waiting: number;
      /** @example 1 */
      running: number;
      /** @example 2 */
      done: number;
      /** @example 0 */
      failed: number;
      /**
       * @description Those that a cancelled batch never came to.
       * @example 0
       */
      cancelled: number;
    };
    BatchCountsEvent: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'batch_progress';
      counts: components['schemas']['BatchCounts'];
      /** @description 0 to 1; 1 exactly when every item is done or has failed. */
      progress: number;
    };
    BatchDiversity: {
      /** @description Finished ideas. */
      ideas: number;
      /** @description Those that were no near-duplicate of one that their batch had. */
      distinct: number;
      /** @description Mean of the similarity of each two ideas of a batch, 0 to 1; null where there were no two. */
      mean_similarity: number | null;
      /** @description Places whose idea was written again. */
      rewritten: number;
    };
    BatchEndEvent: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'batch_complete';
      /** @enum {string} */
      state: 'cancelled' | 'done';
      counts: components['schemas']['BatchCounts'];
    };
    BatchErrorEvent: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'error';
      /** @description What happened, for a reader. */
      error: string;
      /**
       * @description A stable word to decide by.
       * @enum {string}
       */
      code:
        | 'batch_not_done'
        | 'batch_not_found'
        | 'cancelled'
        | 'disk_full'
        | 'download_cancelled'
        | 'download_corrupt'
        | 'empty_answer'
        | 'forbidden'
        | 'headers_too_large'
        | 'hub_offline'
        | 'hub_unavailable'
        | 'idea_not_found'
        | 'idempotency_key_reused'
        | 'internal_error'
        | 'interrupted'
        | 'invalid_json'
        | 'malformed_request'
        | 'model_failed'
        | 'model_in_use'
        | 'model_load_failed'
        | 'model_not_downloadable'
        | 'model_not_downloaded'
        | 'model_not_found'
        | 'model_not_found_on_hub'
        | 'model_requires_token'
        | 'no_worker'
        | 'not_found'
        | 'not_ready'
        | 'out_of_memory'
        | 'payload_too_large'
        | 'prompt_too_long'
        | 'queue_full'
        | 'queue_unavailable'
        | 'rate_limited'
        | 'request_timeout'
        | 'runner_died'
        | 'shutting_down'
        | 'socket_busy'
        | 'storage_failed'
        | 'stream_not_found'
        | 'unauthorized'
        | 'unsupported_media_type'
        | 'validation_failed'
        | 'worker_lost';
      /** @description Place of the idea in the batch, from 0: prompt i has those from n x i on. */
      index: number;
      /** @description Left out where it failed before it began. */
      idea_id?: string;
    };
    BatchFailure: {
      /** @description Place of the idea in the batch, from 0: prompt i has those from n x i on. */
      index: number;
      prompt: string;
      model: string;
      /** @enum {string} */
      code:
        | 'batch_not_done'
        | 'batch_not_found'
        | 'cancelled'
        | 'disk_full'
        | 'download_cancelled'
        | 'download_corrupt'
        | 'empty_answer'
        | 'forbidden'
        | 'headers_too_large'
        | 'hub_offline'
        | 'hub_unavailable'
        | 'idea_not_found'
        | 'idempotency_key_reused'
        | 'internal_error'
        | 'interrupted'
        | 'invalid_json'
        | 'malformed_request'
        | 'model_failed'
        | 'model_in_use'
        | 'model_load_failed'
        | 'model_not_downloadable'
        | 'model_not_downloaded'
        | 'model_not_found'
        | 'model_not_found_on_hub'
        | 'model_requires_token'
        | 'no_worker'
        | 'not_found'
        | 'not_ready'
        | 'out_of_memory'
        | 'payload_too_large'
        | 'prompt_too_long'
        | 'queue_full'
        | 'queue_unavailable'
        | 'rate_limited'
        | 'request_timeout'
        | 'runner_died'
        | 'shutting_down'
        | 'socket_busy'
        | 'storage_failed'
        | 'stream_not_found'
        | 'unauthorized'
        | 'unsupported_media_type'
        | 'validation_failed'
        | 'worker_lost';
      detail: string;
    };
    BatchIdeaEvent: {
      /** @enum {number} */
      progress: 1;
      /** @description Place of the idea in the batch, from 0: prompt i has those from n x i on. */
      index: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'complete';
      idea_id: string;
      idea: components['schemas']['Idea'];
    };
    BatchItem: {
      /** @example 0 */
      index: number;
      prompt: string;
      /** @example muse-mini */
      model: string;
      /**
       * @description How the prompt is looked at; left out where it is taken as it stands.
       * @enum {string}
       */
      angle?: 'analogy' | 'audience' | 'constraint' | 'first_step' | 'opposite';
      /** @enum {string} */
      state: 'cancelled' | 'done' | 'failed' | 'running' | 'waiting';
      /** @description What was written; null where the idea was deleted since. */
      idea?: components['schemas']['Idea'] | (never | null);
      error?: components['schemas']['BatchItemError'];
    };
    BatchItemError: {
      /** @example model_not_found */
      code: string;
      detail: string;
    };
    BatchItemEvent: {
      /** @example 0 */
      index: number;
      prompt: string;
      /** @example muse-mini */
      model: string;
      /**
       * @description How the prompt is looked at; left out where it is taken as it stands.
       * @enum {string}
       */
      angle?: 'analogy' | 'audience' | 'constraint' | 'first_step' | 'opposite';
      /** @enum {string} */
      state: 'cancelled' | 'done' | 'failed' | 'running' | 'waiting';
      /** @description What was written; null where the idea was deleted since. */
      idea?: components['schemas']['Idea'] | (never | null);
      error?: components['schemas']['BatchItemError'];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'batch_item';
    };
    BatchJob: {
      /** @example 5b0f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11 */
      id: string;
      /**
       * @description `queued` until it begins; `done` when every item has ended, whatever became of it.
       * @enum {string}
       */
      state: 'cancelled' | 'done' | 'queued' | 'running';
      counts: components['schemas']['BatchCounts'];
      /** @example 2026-11-24T09:30:00.000Z */
      created_at: string;
      items: components['schemas']['BatchItem'][];
    };
    BatchJobAccepted: {
      /** @example 5b0f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11 */
      id: string;
    };
    BatchJobList: {
      items: components['schemas']['BatchJobSummary'][];
    };
    BatchJobRequest: {
      /**
       * @description Field of the idea. Known: general, business, technology, sustainability, health, education, entertainment, art; any
       *     other slug is treated like general.
       * @default general
       * @example technology
       */
      category?: string;
      /**
       * @description 1 (sober) to 10 (wild).
       * @default 5
       * @example 7
       */
      creativity_level?: number;
      /**
       * @description Language of the idea.
       * @default de
       * @example de
       * @enum {string}
       */
      language?: 'de' | 'en' | 'es' | 'fr' | 'it';
      /**
       * @description How to look at the prompt, as GET /api/v1/angles lists it; without it, the prompt is taken as it stands.
       * @example audience
       * @enum {string}
       */
      angle?: 'analogy' | 'audience' | 'constraint' | 'first_step' | 'opposite';
      /**
       * @description Several candidates instead of one text: they are ranked, and the best becomes the idea, which keeps them all.
       * @example {
       *       "candidates": 2
       *     }
       */
      ensemble?: components['schemas']['EnsembleRequest'];
      /**
       * @description Tokens to write at most; cut to what the model's context leaves.
       * @default 400
       * @example 400
       */
      max_tokens?: number;
      /**
       * @description 0 always takes the likeliest token. Without it, the creativity level decides: 0.3 + creativity_level / 10 x 0.7.
       * @example 0.8
       */
      temperature?: number;
      /**
       * @description Keep the likeliest tokens that together have this probability: over 0, to 1.
       * @example 0.95
       */
      top_p?: number;
      /**
       * @description Keep this many of the likeliest tokens; 0 keeps all.
       * @example 50
       */
      top_k?: number;
      /**
       * @description Whether the answer may come from the prompt cache, where the same request was answered before: only with a seed or at
       *     temperature 0. It is a new idea all the same, marked `cached`. An ensemble is always written anew.
       * @default true
       */
      cache?: boolean;
      /**
       * @description What to do when the worker that writes is lost: `restart` writes anew on another, and a stream says so with the event
       *     `restart`; `fail` ends with an error. It matters only where several workers share the requests.
       * @default restart
       * @enum {string}
       */
      on_worker_loss?: 'fail' | 'restart';
      /**
       * @description What the ideas are about: 1 to 100 prompts (BATCH_MAX_PROMPTS), each of 1 to 4000 characters (INPUT_MAX_LENGTH).
       * @example [
       *       "KI-gestützte Bildung",
       *       "Nachhaltige Mobilität",
       *       "Digitale Gesundheit"
       *     ]
       */
      prompts: string[];
      /**
       * @description false: one idea after the other.
       * @default true
       */
      parallel?: boolean;
      /**
       * @description Keys of models; without any, the current model. Prompts times models times n are 10,000 at most (BATCH_MAX_ITEMS).
       * @example [
       *       "muse-mini"
       *     ]
       */
      models?: string[];
      /**
       * @description Ideas for each prompt on each model; without it, one. Without `angle` they take the angles of GET /api/v1/angles in turn, the
       *     first none.
       * @example 5
       */
      n?: number;
    };
    BatchJobStreamEvent:
      | components['schemas']['BatchItemEvent']
      | components['schemas']['BatchCountsEvent']
      | components['schemas']['BatchEndEvent'];
    BatchJobSummary: {
      /** @example 5b0f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11 */
      id: string;
      /**
       * @description `queued` until it begins; `done` when every item has ended, whatever became of it.
       * @enum {string}
       */
      state: 'cancelled' | 'done' | 'queued' | 'running';
      counts: components['schemas']['BatchCounts'];
      /** @example 2026-11-24T09:30:00.000Z */
      created_at: string;
    };
    BatchProgressEvent: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'batch_progress';
      done: number;
      failed: number;
      total: number;
      /** @description 0 to 1; 1 exactly when every idea has ended. */
      progress: number;
    };
    BatchQueuedEvent: {
      /** @enum {number} */
      progress: 0;
      /** @description Place of the idea in the batch, from 0: prompt i has those from n x i on. */
      index: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'queued';
      idea_id: string;
      /** @description Its place in the queue, from 1. */
      position: number;
    };
    BatchRequest: {
      /**
       * @description Field of the idea. Known: general, business, technology, sustainability, health, education, entertainment, art; any
       *     other slug is treated like general.
       * @default general
       * @example technology
       */
      category?: string;
      /**
       * @description 1 (sober) to 10 (wild).
       * @default 5
       * @example 7
       */
      creativity_level?: number;
      /**
       * @description Language of the idea.
       * @default de
       * @example de
       * @enum {string}
       */
      language?: 'de' | 'en' | 'es' | 'fr' | 'it';
      /**
       * @description How to look at the prompt, as GET /api/v1/angles lists it; without it, the prompt is taken as it stands.
       * @example audience
       * @enum {string}
       */
      angle?: 'analogy' | 'audience' | 'constraint' | 'first_step' | 'opposite';
      /**
       * @description Several candidates instead of one text: they are ranked, and the best becomes the idea, which keeps them all.
       * @example {
       *       "candidates": 2
       *     }
       */
      ensemble?: components['schemas']['EnsembleRequest'];
      /**
       * @description What to do when the worker that writes is lost: `restart` writes anew on another, and a stream says so with the event
       *     `restart`; `fail` ends with an error. It matters only where several workers share the requests.
       * @default restart
       * @enum {string}
       */
      on_worker_loss?: 'fail' | 'restart';
      /**
       * @description What the ideas are about: 1 to 100 prompts (BATCH_MAX_PROMPTS), each of 1 to 4000 characters (INPUT_MAX_LENGTH).
       * @example [
       *       "KI-gestützte Bildung",
       *       "Nachhaltige Mobilität",
       *       "Digitale Gesundheit"
       *     ]
       */
      prompts: string[];
      /**
       * @description Keys of models: prompt i goes to models[i], or to the current model where the list is shorter.
       * @default []
       * @example [
       *       "muse-mini"
       *     ]
       */
      models?: string[];
      /**
       * @description Ideas for each prompt; prompts times n are 100 at most (BATCH_MAX_PROMPTS). Without `angle` they take the angles of
       *     GET /api/v1/angles in turn, the first none.
       * @default 1
       * @example 5
       */
      n?: number;
      /**
       * @description Whether an idea that says what another of the batch has said is written again: with another seed, the next angle (unless
       *     `angle` is given) and a higher temperature, 3 times at most. In a stream that is a `restart`, and a new `idea_id`.
       * @default false
       */
      distinct?: boolean;
      /**
       * @description false: one idea after the other.
       * @default true
       */
      parallel?: boolean;
    };
    BatchResponse: {
      /** @description The finished ideas, in the order of their prompts. */
      ideas: components['schemas']['Idea'][];
      total_count: number;
      success_count: number;
      failed_count: number;
      /** @description Seconds. */
      total_time: number;
      /** @description total_time / success_count; 0 when nothing succeeded. */
      average_time: number;
      errors: components['schemas']['BatchFailure'][];
      diversity: components['schemas']['Diversity'];
    };
    BatchRestartEvent: {
      /** @description Which writing of the text begins now: 2 or more, and greater than in any `restart` before. */
      attempt: number;
      /** @enum {number} */
      progress: 0;
      /** @description Place of the idea in the batch, from 0: prompt i has those from n x i on. */
      index: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'restart';
      idea_id: string;
    };
    BatchStartEvent: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'batch_start';
      batch_id: string;
      /** @enum {string} */
      method: 'model_batch' | 'parallel_batch' | 'sequential_batch';
      /** @description Ideas of the batch. */
      total: number;
    };
    BatchStartedEvent: {
      /** @description Place of the idea in the batch, from 0: prompt i has those from n x i on. */
      index: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'start';
      idea_id: string;
      /** @description 0; with an ensemble, how far it has come with its candidates. */
      progress: number;
      /** @description Key of the model that writes. */
      model_used: string;
    };
    BatchStats: {
      batch_methods: {
        [key: string]: number;
      };
      total_batch_requests: number;
      parallel_processing_enabled: boolean;
      diversity: components['schemas']['BatchDiversity'];
    };
    BatchStreamEvent:
      | components['schemas']['BatchStartEvent']
      | components['schemas']['BatchQueuedEvent']
      | components['schemas']['BatchCandidateEvent']
      | components['schemas']['BatchCandidateCompleteEvent']
      | components['schemas']['BatchStartedEvent']
      | components['schemas']['BatchChunkEvent']
      | components['schemas']['BatchRestartEvent']
      | components['schemas']['BatchIdeaEvent']
      | components['schemas']['BatchErrorEvent']
      | components['schemas']['BatchProgressEvent']
      | components['schemas']['BatchCompleteEvent'];
    Candidate: {
      /** @description Its place in the ensemble, from 0. */
      index: number;
      /**
       * @description Key of the model that wrote it.
       * @example muse-mini
       */
      model_used: string;
      /** @description Whether it was made of the other candidates. */
      fused: boolean;
      seed: number;
      /** @description Empty where it failed. */
      title: string;
      content: string;
      /** @description Null where it failed. */
      scores: components['schemas']['CandidateScores'] | (never | null);
      /** @description The weighted mean of the scores; null where it failed. */
      sum: number | null;
      /** @description 1 is the winner; null where it failed, and as long as others are being written. */
      rank: number | null;
      /** @description Why it has its rank, in a sentence; empty as long as it has none. */
      reason: string;
      /** @description Why it failed; null where it did not. */
      error: components['schemas']['CandidateFailure'] | (never | null);
      /** @description Seconds from the request to its last token, waiting included. */
      generation_time: number;
      usage: components['schemas']['Usage'];
    };
    CandidateCompleteEvent: {
      /** @description Its place in the ensemble, from 0. */
      index: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'candidate_complete';
      idea_id: string;
      candidate: components['schemas']['Candidate'];
      /** @description That of the whole ensemble, 0 to 1. */
      progress: number;
    };
    CandidateEvent: {
      /** @description Its place in the ensemble, from 0. */
      index: number;
      from: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'candidate';
      idea_id: string;
      /** @description Key of the model that writes it. */
      model_used: string;
      content: string;
      /** @description That of the whole ensemble, 0 to 1. */
      progress: number;
    };
    CandidateFailure: {
      /** @enum {string} */
      code:
        | 'batch_not_done'
        | 'batch_not_found'
        | 'cancelled'
        | 'disk_full'
        | 'download_cancelled'
        | 'download_corrupt'
        | 'empty_answer'
        | 'forbidden'
        | 'headers_too_large'
        | 'hub_offline'
        | 'hub_unavailable'
        | 'idea_not_found'
        | 'idempotency_key_reused'
        | 'internal_error'
        | 'interrupted'
        | 'invalid_json'
        | 'malformed_request'
        | 'model_failed'
        | 'model_in_use'
        | 'model_load_failed'
        | 'model_not_downloadable'
        | 'model_not_downloaded'
        | 'model_not_found'
        | 'model_not_found_on_hub'
        | 'model_requires_token'
        | 'no_worker'
        | 'not_found'
        | 'not_ready'
        | 'out_of_memory'
        | 'payload_too_large'
        | 'prompt_too_long'
        | 'queue_full'
        | 'queue_unavailable'
        | 'rate_limited'
        | 'request_timeout'
        | 'runner_died'
        | 'shutting_down'
        | 'socket_busy'
        | 'storage_failed'
        | 'stream_not_found'
        | 'unauthorized'
        | 'unsupported_media_type'
        | 'validation_failed'
        | 'worker_lost';
      detail: string;
    };
    CandidateScores: {
      /** @description How likely its own model holds the text: the geometric mean of the probabilities of its tokens. */
      likelihood: number | null;
      /** @description The same under another model of the ensemble. */
      cross_likelihood: number | null;
      /** @description Share of the prompt's content words that it takes up. */
      on_topic: number | null;
      /** @description How close it is to the usual length of an idea. */
      length: number | null;
      /** @description How little it repeats itself. */
      non_repetition: number | null;
      /** @description How far it is from the ideas that are kept. */
      novelty: number | null;
    };
    ChatAnswer: {
      id: string;
      /** @example chat.completion */
      object: string;
      /** @description Seconds since 1970. */
      created: number;
      /** @description Key of the model that wrote it. */
      model: string;
      choices: components['schemas']['ChatChoice'][];
      usage: components['schemas']['OpenAiUsage'];
    };
    ChatChoice: {
      index: number;
      message: components['schemas']['AnswerMessage'];
      /** @description Null where they were not asked for. */
      logprobs: components['schemas']['ChatLogprobs'] | (never | null);
      /**
       * @description `stop`: the model ended it, or a stop string was reached; `length`: it was cut.
       * @enum {string}
       */
      finish_reason: 'length' | 'stop';
    };
    ChatLogprobs: {
      content: components['schemas']['ChosenTokenLogprob'][];
      /** @description Always null: models here refuse nothing. */
      refusal: string | null;
    };
    ChatRequest: {
      /**
       * @description Id of the model, as GET /v1/models lists it; without one the current model answers.
       * @example muse-mini
       */
      model?: string | null;
      /** @description true: server-sent events as the model writes, ended by `data: [DONE]`. */
      stream?: boolean | null;
      /** @description Only with `stream`. */
      stream_options?: components['schemas']['StreamOptions'] | (never | null);
      /** @description Texts to write: choice i has the seed `seed` + i. */
      n?: number | null;
      /** @description The text ends before any of these: up to 4, of 1 to 100 characters each. */
      stop?: string | string[] | (never | null);
      /** @description The same seed and request give the same text; without one, it is drawn. */
      seed?: number | null;
      /** @description Tokens to write at most; cut to what the model's context leaves. */
      max_tokens?: number | null;
      /** @description 0 always takes the likeliest token; 1 where it is left out. */
      temperature?: number | null;
      /** @description Keep the likeliest tokens that together have this probability; what is left out, the model's own files decide. */
      top_p?: number | null;
      /** @description Taken off the logit of every token that the text has already. */
      presence_penalty?: number | null;
      /** @description Taken off a token's logit once for each time that the text has it. */
      frequency_penalty?: number | null;
      /**
       * @description Token id -> what is added to its logit, -100 to 100; at most 1000 tokens.
       * @example {}
       */
      logit_bias?: {
        [key: string]: number;
      } | null;
      /** @description A name for the end user. It is taken, as SDKs send it, and changes nothing. */
      user?: string | null;
      /** @description As `user`. */
      safety_identifier?: string | null;
      /** @description Taken, and of no use here: the beginnings of prompts are kept by what they are. */
      prompt_cache_key?: string | null;
      /** @description The new name of `max_tokens`. Without either the text may be as long as the context leaves. */
      max_completion_tokens?: number | null;
      /** @description Whether each token comes with its log-probability: the model's own, before bias, penalties and temperature. */
      logprobs?: boolean | null;
      /** @description Likeliest tokens to tell at each place; only with `logprobs`. */
      top_logprobs?: number | null;
      /** @description Only text. */
      response_format?: components['schemas']['ResponseFormat'] | (never | null);
      /**
       * @description The conversation: 1 to 128 messages (16 characters for each token of the model's context, 100,000 at most), at least one of them the user's, and the last one not
       *     the assistant's.
       */
      messages: components['schemas']['Message'][];
    };
    ChosenTokenLogprob: {
      top_logprobs: components['schemas']['TokenLogprob'][];
      /** @description Its text; U+FFFD stands for a part of a character. The blank that a message begins with is in its first token only. */
      token: string;
      logprob: number;
      /** @description Its UTF-8 bytes. */
      bytes: number[];
    };
    ChunkEvent: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'chunk';
      content: string;
      idea_id: string;
      /** @description 0 to 1; falls at a `restart` alone, and is 1 with `complete` only. */
      progress: number;
    };
    CompleteEvent: {
      /** @enum {number} */
      progress: 1;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'complete';
      idea_id: string;
      idea: components['schemas']['Idea'];
    };
    CompletionAnswer: {
      id: string;
      /** @example text_completion */
      object: string;
      /** @description Seconds since 1970. */
      created: number;
      /** @description Key of the model that wrote it. */
      model: string;
      choices: components['schemas']['CompletionChoice'][];
      usage: components['schemas']['OpenAiUsage'];
    };
    CompletionChoice: {
      text: string;
      /** @description Choice c of prompt p, of n choices each, is number p x n + c. */
      index: number;
      /** @description Null where they were not asked for. */
      logprobs: components['schemas']['CompletionLogprobs'] | (never | null);
      /**
       * @description `stop`: the model ended it, or a stop string was reached; `length`: it was cut.
       * @enum {string}
       */
      finish_reason: 'length' | 'stop';
    };
    CompletionLogprobs: {
      /** @description The likeliest tokens at each place and the one that was taken, each with its log-probability. */
      top_logprobs: {
        [key: string]: number;
      }[];
      /** @description Their texts; `bytes:\xe2\x82` stands for parts of a character. */
      tokens: string[];
      token_logprobs: number[];
      /** @description The character (code point) of the text that each token begins at. */
      text_offset: number[];
    };
    CompletionRequest: {
      /**
       * @description Id of the model, as GET /v1/models lists it; without one the current model answers.
       * @example muse-mini
       */
      model?: string | null;
      /** @description true: server-sent events as the model writes, ended by `data: [DONE]`. */
      stream?: boolean | null;
      /** @description Only with `stream`. */
      stream_options?: components['schemas']['StreamOptions'] | (never | null);
      /** @description Texts to write: choice i has the seed `seed` + i. */
      n?: number | null;
      /** @description The text ends before any of these: up to 4, of 1 to 100 characters each. */
      stop?: string | string[] | (never | null);
      /** @description The same seed and request give the same text; without one, it is drawn. */
      seed?: number | null;
      /** @description Tokens to write at most; cut to what the model's context leaves. */
      max_tokens?: number | null;
      /** @description 0 always takes the likeliest token; 1 where it is left out. */
      temperature?: number | null;
      /** @description Keep the likeliest tokens that together have this probability; what is left out, the model's own files decide. */
      top_p?: number | null;
      /** @description Taken off the logit of every token that the text has already. */
      presence_penalty?: number | null;
      /** @description Taken off a token's logit once for each time that the text has it. */
      frequency_penalty?: number | null;
      /**
       * @description Token id -> what is added to its logit, -100 to 100; at most 1000 tokens.
       * @example {}
       */
      logit_bias?: {
        [key: string]: number;
      } | null;
      /** @description A name for the end user. It is taken, as SDKs send it, and changes nothing. */
      user?: string | null;
      /** @description As `user`. */
      safety_identifier?: string | null;
      /** @description Taken, and of no use here: the beginnings of prompts are kept by what they are. */
      prompt_cache_key?: string | null;
      /**
       * @description What the model reads as it stands: a text, or up to 16 of them (16 characters for each token of the model's context altogether, 100,000 at most). What looks like a control
       *     token in it stays text.
       * @example Rainwater in the backyard
       */
      prompt: string | string[];
      /** @description Tell each token's log-probability, and those of this many likeliest tokens. */
      logprobs?: number | null;
    };
    Diversity: {
      /** @description Ideas that are no near-duplicate of one that was finished before them. */
      distinct: number;
      /** @description Mean of the similarity of each two ideas, 0 to 1; null where there are no two. */
      mean_similarity: number | null;
      /** @description Places whose idea was written again because it was a near-duplicate: where `distinct` is wished. */
      rewritten: number;
    };
    DownloadProgress: {
      bytes: number;
      total_bytes: number;
      bytes_per_second: number;
      /** @description Null as long as nobody can tell. */
      seconds_left: number | null;
    };
    EnsembleRequest: {
      /**
       * @description Keys of the models that write, 1 to 8, as GET /models shows them; without any, the model of the request. Not together with `model`
       *     or, in a batch, `models`.
       */
      models?: string[];
      /**
       * @description How many candidates, 8 in all at most (ENSEMBLE_MAX_CANDIDATES); with `best_of`, so many of each model.
       * @example 4
       */
      candidates: number;
      /**
       * @description `best_of`: every model writes so many candidates, and the best becomes the idea. `round_robin`: so many in all, the models
       *     take turns. `fusion`: the same, and then the first of the models that follows instructions writes one idea from them.
       * @default round_robin
       * @enum {string}
       */
      strategy?: 'best_of' | 'fusion' | 'round_robin';
    };
    ErrorEvent: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'error';
      idea_id: string;
      /** @description What happened, for a reader. */
      error: string;
      /**
       * @description A stable word to decide by.
       * @enum {string}
       */
      code:
        | 'batch_not_done'
        | 'batch_not_found'
        | 'cancelled'
        | 'disk_full'
        | 'download_cancelled'
        | 'download_corrupt'
        | 'empty_answer'
        | 'forbidden'
        | 'headers_too_large'
        | 'hub_offline'
        | 'hub_unavailable'
        | 'idea_not_found'
        | 'idempotency_key_reused'
        | 'internal_error'
        | 'interrupted'
        | 'invalid_json'
        | 'malformed_request'
        | 'model_failed'
        | 'model_in_use'
        | 'model_load_failed'
        | 'model_not_downloadable'
        | 'model_not_downloaded'
        | 'model_not_found'
        | 'model_not_found_on_hub'
        | 'model_requires_token'
        | 'no_worker'
        | 'not_found'
        | 'not_ready'
        | 'out_of_memory'
        | 'payload_too_large'
        | 'prompt_too_long'
        | 'queue_full'
        | 'queue_unavailable'
        | 'rate_limited'
        | 'request_timeout'
        | 'runner_died'
        | 'shutting_down'
        | 'socket_busy'
        | 'storage_failed'
        | 'stream_not_found'
        | 'unauthorized'
        | 'unsupported_media_type'
        | 'validation_failed'
        | 'worker_lost';
    };
    Health: {
      /**
       * @example ok
       * @enum {string}
       */
      status: 'ok';
    };
    Idea: {
      /** @example 0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11 */
      id: string;
      title: string;
      content: string;
      /** @example technology */
      category: string;
      /** @enum {string} */
      language: 'de' | 'en' | 'es' | 'fr' | 'it';
      prompt: string;
      /**
       * @description How the prompt was looked at; null where it was taken as it stands.
       * @enum {string|null}
       */
      angle: 'analogy' | 'audience' | 'constraint' | 'first_step' | 'opposite' | null;
      /** @description Id of the idea that this one was made of, which may be deleted by now; null where it was made of none. */
      parent_id: string | null;
      /** @description What was to be different from the parent; null without one. */
      instruction: string | null;
      /** @description 1 to 5, or null while nobody has rated it. */
      rating: number | null;
      /** @description Whether somebody marked it. */
      favourite: boolean;
      /** @example 2026-11-24T09:30:00.000Z */
      created_at: string;
      /** @enum {string} */
      generation_method: 'ensemble' | 'model_batch' | 'parallel_batch' | 'sequential_batch' | 'single' | 'stream';
      /**
       * @description Key of the model that wrote the text.
       * @example muse-mini
       */
      model_used: string;
      /** @description Seconds, waiting included. */
      generation_time: number;
      /** @description What an ensemble had to choose from, by index; null where it was no ensemble. */
      candidates: components['schemas']['Candidate'][] | null;
      /** @description Whether it was answered from the prompt cache: the same request had this text before, and no model wrote it anew. */
      cached: boolean;
      usage: components['schemas']['Usage'];
    };
    IdeaPage: {
      items: components['schemas']['Idea'][];
      /** @description Where the next page begins; null at the end. */
      next_cursor: string | null;
    };
    IdeaRequest: {
      /**
       * @description What the idea is about, in your own words: 1 to 4000 characters (INPUT_MAX_LENGTH).
       * @example Solardächer für Schulen
       */
      prompt: string;
      /**
       * @description Field of the idea. Known: general, business, technology, sustainability, health, education, entertainment, art; any
       *     other slug is treated like general.
       * @default general
       * @example technology
       */
      category?: string;
      /**
       * @description 1 (sober) to 10 (wild).
       * @default 5
       * @example 7
       */
      creativity_level?: number;
      /**
       * @description Language of the idea.
       * @default de
       * @example de
       * @enum {string}
       */
      language?: 'de' | 'en' | 'es' | 'fr' | 'it';
      /**
       * @description How to look at the prompt, as GET /api/v1/angles lists it; without it, the prompt is taken as it stands.
       * @example audience
       * @enum {string}
       */
      angle?: 'analogy' | 'audience' | 'constraint' | 'first_step' | 'opposite';
      /**
       * @description Key of the model, as GET /models shows it; without one the current model answers.
       * @example muse-mini
       */
      model?: string;
      /**
       * @description Several candidates instead of one text: they are ranked, and the best becomes the idea, which keeps them all.
       * @example {
       *       "candidates": 2
       *     }
       */
      ensemble?: components['schemas']['EnsembleRequest'];
      /**
       * @description Tokens to write at most; cut to what the model's context leaves.
       * @default 400
       * @example 400
       */
      max_tokens?: number;
      /**
       * @description 0 always takes the likeliest token. Without it, the creativity level decides: 0.3 + creativity_level / 10 x 0.7.
       * @example 0.8
       */
      temperature?: number;
      /**
       * @description Keep the likeliest tokens that together have this probability: over 0, to 1.
       * @example 0.95
       */
      top_p?: number;
      /**
       * @description Keep this many of the likeliest tokens; 0 keeps all.
       * @example 50
       */
      top_k?: number;
      /**
       * @description The same seed and request give the same text, whoever else is served.
       * @example 42
       */
      seed?: number;
      /**
       * @description Whether the answer may come from the prompt cache, where the same request was answered before: only with a seed or at
       *     temperature 0. It is a new idea all the same, marked `cached`. An ensemble is always written anew.
       * @default true
       */
      cache?: boolean;
      /**
       * @description What to do when the worker that writes is lost: `restart` writes anew on another, and a stream says so with the event
       *     `restart`; `fail` ends with an error. It matters only where several workers share the requests.
       * @default restart
       * @enum {string}
       */
      on_worker_loss?: 'fail' | 'restart';
    };
    IdeaTree: {
      /**
       * @description Its parent, the parent of that, and so on, the farthest first: 100 at most. Where the first of them has a `parent_id`, that one is
       *     deleted, or even farther away.
       */
      ancestors: components['schemas']['Idea'][];
      idea: components['schemas']['Idea'];
      /** @description What was made of it, the newest first: 100 at most. */
      children: components['schemas']['Idea'][];
    };
    ListedModel: {
      /**
       * @description What requests call it.
       * @example muse-mini
       */
      id: string;
      /** @example model */
      object: string;
      /** @description Since when this service offers it: seconds since 1970. */
      created: number;
      /** @description Who published it on the hub. */
      owned_by: string;
    };
    LiveModel: {
      tokens_per_second: number;
      /** @description Texts that wait. */
      queue_depth: number;
      /** @description Texts that are being written. */
      running: number;
      /** @description Mean seconds to the first token of the texts that began lately; null where none did. */
      time_to_first_token: number | null;
      /** @description Tokens of all prompts since the service started. */
      prompt_tokens: number;
      /** @description Those that did not have to be read again. */
      cached_prompt_tokens: number;
      /** @description Resident memory of its runners. */
      memory_bytes: number;
    };
    Memory: {
      /** @description Resident memory of the runners, by the key of their model. */
      model_bytes: {
        [key: string]: number;
      };
      /** @description Resident memory of the service itself, without the runners. */
      api_bytes: number;
    };
    Message: {
      /**
       * @description Its text, or parts of the type `text`. What looks like a control token in it stays text.
       * @example Rainwater in the backyard
       */
      content: string | components['schemas']['TextPart'][];
      /**
       * @description `developer` is the same as `system`.
       * @example user
       * @enum {string}
       */
      role: 'assistant' | 'developer' | 'system' | 'user';
    };
    Model: {
      /**
       * @description How it writes several texts: together, in one of two layouts, or one by one; null until it has been loaded once.
       * @example in_place
       * @enum {string|null}
       */
      batching: 'appending' | 'in_place' | 'one_by_one' | null;
      /**
       * @description What requests call it.
       * @example muse-mini
       */
      key: string;
      name: string;
      description: string;
      /** @description Size on disk in GB. */
      size_gb: number;
      requires_token: boolean;
      recommended: boolean;
      /** @description Whether its files are on this machine. */
      available: boolean;
      loaded: boolean;
      /** @enum {string} */
      status: 'downloading' | 'error' | 'loaded' | 'loading' | 'not_loaded' | 'unloading';
      /** @description Whether requests that name no model go here. */
      current: boolean;
      /** @description Its place among the models that wait to be preloaded; null where it does not wait. */
      preload_priority: number | null;
      languages: ('de' | 'en' | 'es' | 'fr' | 'it')[];
      /** @description Tokens of prompt and answer together. */
      context_length: number;
      /** @description Whether it does what it is told, as the strategy `fusion` wants of one model; else it only goes on with texts like those it has learned. */
      follows_instructions: boolean;
      /**
       * @description Number format of the weights; `auto` until files to choose from are here.
       * @enum {string}
       */
      dtype: 'auto' | 'bnb4' | 'fp16' | 'fp32' | 'int8' | 'q4' | 'q4f16' | 'q8' | 'uint8';
      /**
       * @example cpu
       * @enum {string}
       */
      device: 'auto' | 'cpu' | 'cuda' | 'webgpu';
      /** @description Why it cannot be downloaded; left out where it can be, or is there. */
      reason?: string;
      /** @description While it is downloaded. */
      progress?: components['schemas']['DownloadProgress'];
      /** @description Why its last download or load failed, or that its process died. */
      error?: components['schemas']['ModelError'];
    };
    ModelError: {
      /** @enum {string} */
      code:
        | 'batch_not_done'
        | 'batch_not_found'
        | 'cancelled'
        | 'disk_full'
        | 'download_cancelled'
        | 'download_corrupt'
        | 'empty_answer'
        | 'forbidden'
        | 'headers_too_large'
        | 'hub_offline'
        | 'hub_unavailable'
        | 'idea_not_found'
        | 'idempotency_key_reused'
        | 'internal_error'
        | 'interrupted'
        | 'invalid_json'
        | 'malformed_request'
        | 'model_failed'
        | 'model_in_use'
        | 'model_load_failed'
        | 'model_not_downloadable'
        | 'model_not_downloaded'
        | 'model_not_found'
        | 'model_not_found_on_hub'
        | 'model_requires_token'
        | 'no_worker'
        | 'not_found'
        | 'not_ready'
        | 'out_of_memory'
        | 'payload_too_large'
        | 'prompt_too_long'
        | 'queue_full'
        | 'queue_unavailable'
        | 'rate_limited'
        | 'request_timeout'
        | 'runner_died'
        | 'shutting_down'
        | 'socket_busy'
        | 'storage_failed'
        | 'stream_not_found'
        | 'unauthorized'
        | 'unsupported_media_type'
        | 'validation_failed'
        | 'worker_lost';
      detail: string;
    };
    ModelEvent: components['schemas']['ModelStatusEvent'] | components['schemas']['ModelProgressEvent'];
    ModelKeyRequest: {
      /**
       * @description Key of the model, as GET /models shows it.
       * @example muse-mini
       */
      model_key: string;
    };
    ModelList: {
      /** @example list */
      object: string;
      data: components['schemas']['ListedModel'][];
    };
    ModelProgressEvent: {
      bytes: number;
      total_bytes: number;
      bytes_per_second: number;
      /** @description Null as long as nobody can tell. */
      seconds_left: number | null;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'progress';
      model: string;
    };
    ModelStats: {
      total_models: number;
      /** @description Models whose files are on this machine. */
      available_models: number;
      loaded_models: number;
      current_model: string;
      memory: components['schemas']['Memory'];
    };
    ModelStatusEvent: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'status';
      model: string;
      /** @enum {string} */
      status: 'downloading' | 'error' | 'loaded' | 'loading' | 'not_loaded' | 'unloading';
      /** @description Why it is in `error`. */
      error?: components['schemas']['ModelError'];
    };
    ModelUsage: {
      usage_count: number;
      /** @description Seconds. */
      total_time: number;
      /** @description Seconds. */
      average_time: number;
      /** @example 2026-11-24T09:30:00.000Z */
      last_used: string;
      /** @description usage_count x max(0.1, 1 - seconds since last_used / 3600), worked out now. */
      priority_score: number;
    };
    OpenAiError: {
      error: components['schemas']['OpenAiErrorBody'];
    };
    OpenAiErrorBody: {
      /** @description What is wrong and what is allowed. */
      message: string;
      /** @example invalid_request_error */
      type: string;
      /**
       * @description The field to blame, where there is one.
       * @example messages
       */
      param: string | null;
      /**
       * @description A stable word to decide by.
       * @example validation_failed
       */
      code: string;
    };
    OpenAiUsage: {
      /** @description Each prompt counts once, however many choices it has. */
      prompt_tokens: number;
      completion_tokens: number;
      total_tokens: number;
      prompt_tokens_details: components['schemas']['PromptTokensDetails'];
    };
    PreloadDecision: {
      /** @example 2026-11-24T09:30:00.000Z */
      at: string;
      model: string;
      /** @enum {string} */
      action: 'evict' | 'keep' | 'load' | 'skip';
      reason: string;
    };
    PreloadOutcome: {
      model: string;
      success: boolean;
      /** @enum {string} */
      status: 'already_loaded' | 'failed' | 'loaded' | 'queued';
      /** @description Why it failed. */
      error?: string;
    };
    PreloadReport: {
      /** @description Requests that found their model loaded. */
      hits: number;
      /** @description Requests that had to wait for it. */
      cold_starts: number;
      /** @description Seconds of loading that requests did not have to wait for, because their model had been loaded ahead. */
      seconds_saved: number;
      decisions: components['schemas']['PreloadDecision'][];
    };
    PreloadRequest: {
      /**
       * @description Keys of models.
       * @example [
       *       "muse-mini"
       *     ]
       */
      model_keys: string[];
      /**
       * @description high may evict idle models; balanced loads what fits; low loads when nothing is being generated.
       * @default balanced
       * @example balanced
       * @enum {string}
       */
      priority?: 'balanced' | 'high' | 'low';
    };
    PreloadResponse: {
      message: string;
      results: components['schemas']['PreloadOutcome'][];
      /** @enum {string} */
      priority: 'balanced' | 'high' | 'low';
    };
    Problem: {
      /** @example urn:creative-muse:problem:validation_failed */
      type: string;
      title: string;
      /** @example 400 */
      status: number;
      detail: string;
      /**
       * @description A stable word to decide by.
       * @example validation_failed
       * @enum {string}
       */
      code:
        | 'batch_not_done'
        | 'batch_not_found'
        | 'cancelled'
        | 'disk_full'
        | 'download_cancelled'
        | 'download_corrupt'
        | 'empty_answer'
        | 'forbidden'
        | 'headers_too_large'
        | 'hub_offline'
        | 'hub_unavailable'
        | 'idea_not_found'
        | 'idempotency_key_reused'
        | 'internal_error'
        | 'interrupted'
        | 'invalid_json'
        | 'malformed_request'
        | 'model_failed'
        | 'model_in_use'
        | 'model_load_failed'
        | 'model_not_downloadable'
        | 'model_not_downloaded'
        | 'model_not_found'
        | 'model_not_found_on_hub'
        | 'model_requires_token'
        | 'no_worker'
        | 'not_found'
        | 'not_ready'
        | 'out_of_memory'
        | 'payload_too_large'
        | 'prompt_too_long'
        | 'queue_full'
        | 'queue_unavailable'
        | 'rate_limited'
        | 'request_timeout'
        | 'runner_died'
        | 'shutting_down'
        | 'socket_busy'
        | 'storage_failed'
        | 'stream_not_found'
        | 'unauthorized'
        | 'unsupported_media_type'
        | 'validation_failed'
        | 'worker_lost';
      /**
       * @description The request's id, as in the header X-Request-Id and in the log.
       * @example 3f0c9d2e-6f0c-4c0e-9d53-0f3a4a0c5f11
       */
      request_id?: string;
      /** @description Each bad field, where fields are to blame. */
      errors?: components['schemas']['ProblemField'][];
    };
    ProblemField: {
      /**
       * @description Where it is.
       * @example creativity_level
       */
      path: string;
      /** @description What is wrong and what is allowed. */
      reason: string;
    };
    PromptTokensDetails: {
      /** @description Known from earlier prompts, and not read again. */
      cached_tokens: number;
    };
    QueuedEvent: {
      /** @enum {number} */
      progress: 0;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'queued';
      idea_id: string;
      /** @description Its place in the queue, from 1. */
      position: number;
    };
    RandomRequest: {
      /**
       * @description Field of the idea. Known: general, business, technology, sustainability, health, education, entertainment, art; any
       *     other slug is treated like general.
       * @default general
       * @example technology
       */
      category?: string;
      /**
       * @description Language of the idea.
       * @default de
       * @example de
       * @enum {string}
       */
      language?: 'de' | 'en' | 'es' | 'fr' | 'it';
      /**
       * @description How to look at the prompt, as GET /api/v1/angles lists it; without it, the prompt is taken as it stands.
       * @example audience
       * @enum {string}
       */
      angle?: 'analogy' | 'audience' | 'constraint' | 'first_step' | 'opposite';
      /**
       * @description Key of the model, as GET /models shows it; without one the current model answers.
       * @example muse-mini
       */
      model?: string;
    };
    Ranking: {
      /** @description The weights of the configuration. */
      configured: components['schemas']['RankingWeights'];
      /** @description The weights that explain the ratings best; null while there are fewer than `min_ratings`, or nothing shall be learned. */
      learned: components['schemas']['RankingWeights'] | (never | null);
      /** @description How much of the learned weights is used, 0 to 1: more with every rating, and only as far as the scores explain the ratings. */
      trust: number;
      /** @description The weights that rank now: the configured ones, moved by `trust` towards the learned ones. */
      used: components['schemas']['RankingWeights'];
      /** @description Rated ideas that ensembles made, of the newest 1,000. */
      ratings: number;
      /** @description Ratings from which on they are used; 0: never. */
      min_ratings: number;
      scores: components['schemas']['ScoreMeaning'][];
    };
    RankingWeights: {
      likelihood: number;
      cross_likelihood: number;
      /** @example 2 */
      on_topic: number;
      length: number;
      non_repetition: number;
      novelty: number;
    };
    RatingRequest: {
      /**
       * @description 1 (poor) to 5 (great).
       * @example 4
       */
      rating: number;
    };
    RefineRequest: {
      /**
       * @description 1 (sober) to 10 (wild).
       * @default 5
       * @example 7
       */
      creativity_level?: number;
      /**
       * @description How to look at the prompt, as GET /api/v1/angles lists it; without it, the prompt is taken as it stands.
       * @example audience
       * @enum {string}
       */
      angle?: 'analogy' | 'audience' | 'constraint' | 'first_step' | 'opposite';
      /**
       * @description Key of the model, as GET /models shows it; without one the current model answers.
       * @example muse-mini
       */
      model?: string;
      /**
       * @description Tokens to write at most; cut to what the model's context leaves.
       * @default 400
       * @example 400
       */
      max_tokens?: number;
      /**
       * @description 0 always takes the likeliest token. Without it, the creativity level decides: 0.3 + creativity_level / 10 x 0.7.
       * @example 0.8
       */
      temperature?: number;
      /**
       * @description Keep the likeliest tokens that together have this probability: over 0, to 1.
       * @example 0.95
       */
      top_p?: number;
      /**
       * @description Keep this many of the likeliest tokens; 0 keeps all.
       * @example 50
       */
      top_k?: number;
      /**
       * @description The same seed and request give the same text, whoever else is served.
       * @example 42
       */
      seed?: number;
      /**
       * @description Whether the answer may come from the prompt cache, where the same request was answered before: only with a seed or at
       *     temperature 0. It is a new idea all the same, marked `cached`. An ensemble is always written anew.
       * @default true
       */
      cache?: boolean;
      /**
       * @description What to do when the worker that writes is lost: `restart` writes anew on another, and a stream says so with the event
       *     `restart`; `fail` ends with an error. It matters only where several workers share the requests.
       * @default restart
       * @enum {string}
       */
      on_worker_loss?: 'fail' | 'restart';
      /**
       * @description What shall be different, in your own words: 1 to 4000 characters (INPUT_MAX_LENGTH).
       * @example für ältere Menschen
       */
      instruction: string;
    };
    ResponseFormat: {
      /** @enum {string} */
      type: 'text';
    };
    RestartEvent: {
      /** @description Which writing of the text begins now: 2 or more, and greater than in any `restart` before. */
      attempt: number;
      /** @enum {number} */
      progress: 0;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'restart';
      idea_id: string;
    };
    ScoreMeaning: {
      /** @enum {string} */
      name: 'cross_likelihood' | 'length' | 'likelihood' | 'non_repetition' | 'novelty' | 'on_topic';
      measures: string;
      blind_to: string;
    };
    StartEvent: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'start';
      idea_id: string;
      /** @description 0; with an ensemble, how far it has come with its candidates. */
      progress: number;
      /** @description Key of the model that writes. */
      model_used: string;
    };
    Stats: {
      categories: {
        [key: string]: number;
      };
      total_ideas: number;
      /** @description Null where nothing is rated. */
      average_rating: number | null;
      /** @description Ideas of the last 24 hours. */
      recent_activity: number;
      model_stats: components['schemas']['ModelStats'];
      streaming_stats: components['schemas']['StreamingStats'];
      batch_stats: components['schemas']['BatchStats'];
    };
    StatsEvent: {
      /** @description By the key of the model. */
      models: {
        [key: string]: components['schemas']['LiveModel'];
      };
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'stats';
      /** @example 2026-11-24T09:30:00.000Z */
      at: string;
      /** @description Streams that run now. */
      active_sessions: number;
    };
    StatsStreamEvent: components['schemas']['StatsEvent'];
    StreamEvent:
      | components['schemas']['QueuedEvent']
      | components['schemas']['CandidateEvent']
      | components['schemas']['CandidateCompleteEvent']
      | components['schemas']['StartEvent']
      | components['schemas']['ChunkEvent']
      | components['schemas']['RestartEvent']
      | components['schemas']['CompleteEvent']
      | components['schemas']['ErrorEvent'];
    StreamOptions: {
      /** @description Whether the last chunk before `[DONE]` tells the tokens that were used. */
      include_usage?: boolean | null;
    };
    StreamRequest: {
      /**
       * @description What the idea is about, in your own words: 1 to 4000 characters (INPUT_MAX_LENGTH).
       * @example Solardächer für Schulen
       */
      prompt: string;
      /**
       * @description Field of the idea. Known: general, business, technology, sustainability, health, education, entertainment, art; any
       *     other slug is treated like general.
       * @default general
       * @example technology
       */
      category?: string;
      /**
       * @description 1 (sober) to 10 (wild).
       * @default 5
       * @example 7
       */
      creativity_level?: number;
      /**
       * @description Language of the idea.
       * @default de
       * @example de
       * @enum {string}
       */
      language?: 'de' | 'en' | 'es' | 'fr' | 'it';
      /**
       * @description How to look at the prompt, as GET /api/v1/angles lists it; without it, the prompt is taken as it stands.
       * @example audience
       * @enum {string}
       */
      angle?: 'analogy' | 'audience' | 'constraint' | 'first_step' | 'opposite';
      /**
       * @description Key of the model, as GET /models shows it; without one the current model answers.
       * @example muse-mini
       */
      model?: string;
      /**
       * @description Several candidates instead of one text: they are ranked, and the best becomes the idea, which keeps them all.
       * @example {
       *       "candidates": 2
       *     }
       */
      ensemble?: components['schemas']['EnsembleRequest'];
      /**
       * @description Tokens to write at most; cut to what the model's context leaves.
       * @default 400
       * @example 400
       */
      max_tokens?: number;
      /**
       * @description 0 always takes the likeliest token. Without it, the creativity level decides: 0.3 + creativity_level / 10 x 0.7.
       * @example 0.8
       */
      temperature?: number;
      /**
       * @description Keep the likeliest tokens that together have this probability: over 0, to 1.
       * @example 0.95
       */
      top_p?: number;
      /**
       * @description Keep this many of the likeliest tokens; 0 keeps all.
       * @example 50
       */
      top_k?: number;
      /**
       * @description The same seed and request give the same text, whoever else is served.
       * @example 42
       */
      seed?: number;
      /**
       * @description Whether the answer may come from the prompt cache, where the same request was answered before: only with a seed or at
       *     temperature 0. It is a new idea all the same, marked `cached`. An ensemble is always written anew.
       * @default true
       */
      cache?: boolean;
      /**
       * @description What to do when the worker that writes is lost: `restart` writes anew on another, and a stream says so with the event
       *     `restart`; `fail` ends with an error. It matters only where several workers share the requests.
       * @default restart
       * @enum {string}
       */
      on_worker_loss?: 'fail' | 'restart';
      /**
       * @description Whether the generation waits for its reader to come back (STREAM_RESUME_GRACE), and can be read again when it has ended;
       *     otherwise it stops when its reader goes.
       * @default false
       */
      resumable?: boolean;
    };
    StreamingStats: {
      /** @description Streams that run now. */
      active_sessions: number;
      total_streaming_requests: number;
      /** @description Mean seconds of the finished streams; 0 where there are none. */
      average_streaming_time: number;
    };
    TextPart: {
      /** @enum {string} */
      type: 'text';
      text: string;
    };
    TokenLogprob: {
      /** @description Its text; U+FFFD stands for a part of a character. The blank that a message begins with is in its first token only. */
      token: string;
      logprob: number;
      /** @description Its UTF-8 bytes. */
      bytes: number[];
    };
    Usage: {
      /** @example 27 */
      prompt_tokens: number;
      /** @example 96 */
      completion_tokens: number;
    };
    UsageStats: {
      usage_stats: {
        [key: string]: components['schemas']['ModelUsage'];
      };
      /**
       * @description The most wanted models, each with its score.
       * @example [
       *       [
       *         "muse-mini",
       *         {
       *           "priority_score": 8.5
       *         }
       *       ]
       *     ]
       */
      preload_recommendations: (
        | string
        | {
            priority_score: number;
          }
      )[][];
      intelligent_preload_enabled: boolean;
      preload_report: components['schemas']['PreloadReport'];
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listAngles: {
    parameters: {
      query?: {
        /** @description Language of names and instructions. */
        language?: 'de' | 'en' | 'es' | 'fr' | 'it';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Angle'][];
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  generateIdea: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['IdeaRequest'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Idea'];
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  generateRandomIdea: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RandomRequest'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Idea'];
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  streamIdeaByQuery: {
    parameters: {
      query?: {
        /** @description What the idea is about, in your own words: 1 to 4000 characters (INPUT_MAX_LENGTH). */
        prompt?: string;
        /**
         * @description Field of the idea. Known: general, business, technology, sustainability, health, education, entertainment, art; any
         *     other slug is treated like general.
         */
        category?: string;
        /** @description 1 (sober) to 10 (wild). */
        creativity_level?: number;
        /** @description Language of the idea. */
        language?: 'de' | 'en' | 'es' | 'fr' | 'it';
        /** @description How to look at the prompt, as GET /api/v1/angles lists it; without it, the prompt is taken as it stands. */
        angle?: 'analogy' | 'audience' | 'constraint' | 'first_step' | 'opposite';
        /** @description Key of the model, as GET /models shows it; without one the current model answers. */
        model?: string;
        /** @description Tokens to write at most; cut to what the model's context leaves. */
        max_tokens?: number;
        /** @description 0 always takes the likeliest token. Without it, the creativity level decides: 0.3 + creativity_level / 10 x 0.7. */
        temperature?: number;
        /** @description Keep the likeliest tokens that together have this probability: over 0, to 1. */
        top_p?: number;
        /** @description Keep this many of the likeliest tokens; 0 keeps all. */
        top_k?: number;
        /** @description The same seed and request give the same text, whoever else is served. */
        seed?: number;
        /**
         * @description Whether the answer may come from the prompt cache, where the same request was answered before: only with a seed or at
         *     temperature 0. It is a new idea all the same, marked `cached`. An ensemble is always written anew.
         */
        cache?: boolean;
        /**
         * @description What to do when the worker that writes is lost: `restart` writes anew on another, and a stream says so with the event
         *     `restart`; `fail` ends with an error. It matters only where several workers share the requests.
         */
        on_worker_loss?: 'fail' | 'restart';
        /** @description The id of the last event that came: leads back to its stream, where the header Last-Event-ID cannot be sent. */
        last_event_id?: string;
      };
      header?: {
        /** @description The id of the last event that came; an `EventSource` that was cut off sends it by itself. */
        'Last-Event-ID'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Server-sent events. Each `data:` is JSON with a `type`: `queued` while it waits, with an ensemble `candidate` and `candidate_complete` for each of its texts, `start`, `chunk` (the contents joined are the whole text), `restart` where another worker begins anew (the text so far counts no more), `complete` with the idea, or `error`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['StreamEvent'];
        };
      };
      /** @description Last-Event-ID is that of the last event: nothing is left to send. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  streamIdea: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['StreamRequest'];
      };
    };
    responses: {
      /** @description Server-sent events. Each `data:` is JSON with a `type`: `queued` while it waits, with an ensemble `candidate` and `candidate_complete` for each of its texts, `start`, `chunk` (the contents joined are the whole text), `restart` where another worker begins anew (the text so far counts no more), `complete` with the idea, or `error`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['StreamEvent'];
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resumeStream: {
    parameters: {
      query?: {
        /** @description The id of the last event that came, where the header Last-Event-ID cannot be sent. */
        last_event_id?: string;
      };
      header?: {
        /** @description The id of the last event that came; an `EventSource` that was cut off sends it by itself. */
        'Last-Event-ID'?: string;
      };
      path: {
        /** @description Id of the idea that the stream writes. */
        idea_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Server-sent events. Each `data:` is JSON with a `type`: `queued` while it waits, with an ensemble `candidate` and `candidate_complete` for each of its texts, `start`, `chunk` (the contents joined are the whole text), `restart` where another worker begins anew (the text so far counts no more), `complete` with the idea, or `error`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['StreamEvent'];
        };
      };
      /** @description Last-Event-ID is that of the last event: nothing is left to send. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  cancelStream: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the idea that the stream writes. */
        idea_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  generateBatch: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['BatchRequest'];
      };
    };
    responses: {
      /** @description The finished ideas and the failures; with `Accept: text/event-stream`, events: `batch_start`, those of each item with its `index`, `batch_progress`, `batch_complete`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchResponse'];
          'text/event-stream': components['schemas']['BatchStreamEvent'];
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listBatches: {
    parameters: {
      query?: {
        /** @description Batches to answer at most, the newest first. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchJobList'];
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  submitBatch: {
    parameters: {
      query?: never;
      header: {
        'idempotency-key': string;
        /** @description The same request with the same key is one batch, however often it is sent. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['BatchJobRequest'];
      };
    };
    responses: {
      /** @description Accepted; `Location` says where it is. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchJobAccepted'];
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getBatch: {
    parameters: {
      query?: {
        /** @description The first item. */
        offset?: number;
        /** @description Items to answer at most. */
        limit?: number;
      };
      header?: never;
      path: {
        /** @description Id of the batch. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchJob'];
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  cancelBatch: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the batch. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchJobSummary'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  watchBatch: {
    parameters: {
      query?: never;
      header: {
        'last-event-id': string;
      };
      path: {
        /** @description Id of the batch. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Server-sent events: `batch_item` for an item that has begun or ended, `batch_progress`, and `batch_complete` at the end. `Last-Event-ID` goes on where a reader was. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['BatchJobStreamEvent'];
        };
      };
      /** @description Nothing more will happen. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  retryBatch: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the batch. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchJobSummary'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createChatCompletion: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChatRequest'];
      };
    };
    responses: {
      /** @description The message; with `stream: true`, server-sent events: `data:` with a `chat.completion.chunk` each, and `data: [DONE]` at the end. A failure after the first is `data: {"error": ...}`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChatAnswer'];
          'text/event-stream': string;
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
    };
  };
  createCompletion: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CompletionRequest'];
      };
    };
    responses: {
      /** @description The texts; with `stream: true`, server-sent events: `data:` with a part of a `text_completion` each, and `data: [DONE]` at the end. A failure after the first is `data: {"error": ...}`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CompletionAnswer'];
          'text/event-stream': string;
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
    };
  };
  listOpenAiModels: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ModelList'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
    };
  };
  retrieveOpenAiModel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ListedModel'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
      /** @description An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OpenAiError'];
        };
      };
    };
  };
  listModels: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Model'][];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  preloadModels: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PreloadRequest'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PreloadResponse'];
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  switchModel: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ModelKeyRequest'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Model'];
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deactivateModel: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Model'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getUsageStats: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UsageStats'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  unloadModel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Key of the model, as GET /models shows it. */
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Model'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  downloadModel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Key of the model, as GET /models shows it. */
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Model'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      502: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      507: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  cancelDownload: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Key of the model, as GET /models shows it. */
        key: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Model'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  watchModels: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Server-sent events: the status of every model, then its changes, and the progress of downloads. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['ModelEvent'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listIdeas: {
    parameters: {
      query?: {
        /** @description Only ideas of this category. */
        category?: string;
        /** @description Only ideas in this language. */
        language?: 'de' | 'en' | 'es' | 'fr' | 'it';
        /** @description Only ideas that this model wrote, by its key. */
        model?: string;
        /** @description Only ideas that were rated like this or better. */
        min_rating?: number;
        /** @description true: only favourites; false: only the others. */
        favourite?: boolean;
        /** @description Text that stands in title, content or prompt, in capitals or not; every character stands for itself. */
        q?: string;
        /** @description Ideas to answer at most. */
        limit?: number;
        /** @description `next_cursor` of the page before. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IdeaPage'];
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  exportIdeas: {
    parameters: {
      query?: {
        /** @description Only ideas of this category. */
        category?: string;
        /** @description Only ideas in this language. */
        language?: 'de' | 'en' | 'es' | 'fr' | 'it';
        /** @description Only ideas that this model wrote, by its key. */
        model?: string;
        /** @description Only ideas that were rated like this or better. */
        min_rating?: number;
        /** @description true: only favourites; false: only the others. */
        favourite?: boolean;
        /** @description Text that stands in title, content or prompt, in capitals or not; every character stands for itself. */
        q?: string;
        /** @description json: an array; csv: for spreadsheets; md: Markdown, for people. */
        format?: 'csv' | 'json' | 'md';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The ideas as a file, sent as it is read. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Idea'][];
          'text/csv': string;
          'text/markdown': string;
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getIdea: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the idea. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Idea'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteIdea: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the idea. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Deleted. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rateIdea: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the idea. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RatingRequest'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Idea'];
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  markFavourite: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the idea. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Idea'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  unmarkFavourite: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the idea. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Idea'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  refineIdea: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the idea. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RefineRequest'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Idea'];
        };
      };
      /** @description A problem; `code` says which. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getIdeaTree: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Id of the idea. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['IdeaTree'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getRanking: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Ranking'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getStats: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Stats'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  watchStats: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Server-sent events, one a second: tokens per second, queue and time to first token of each model. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': components['schemas']['StatsStreamEvent'];
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
      /** @description A problem; `code` says which. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getLiveness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
    };
  };
  getReadiness: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
      /** @description A problem; `code` says which. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getMetrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The text format of Prometheus. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
      /** @description A problem; `code` says which. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description A problem; `code` says which. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
