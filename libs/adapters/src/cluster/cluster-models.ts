import { NEVER, type Observable } from 'rxjs';
import type { Catalog } from '@muse/core/models/catalog.js';
import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';
import type { ModelStatus } from '@muse/core/models/managed-model.js';
import { Models, type ModelState } from '@muse/core/models/models.js';

/** The models by the catalog alone, until the workers' reports are read here. */
export class ClusterModels extends Models {
  constructor(
    private readonly catalog: Catalog,
    override readonly currentModel: string,
  ) {
    super();
  }

  override get left(): Observable<string> {
    return NEVER;
  }

  override entry(key: string): CatalogEntry {
    return this.catalog.get(key);
  }

  override list(): ModelState[] {
    return this.catalog.all().map(({ key }) => this.state(key));
  }

  override state(key: string): ModelState {
    const entry = this.catalog.get(key);
    return {
      entry,
      available: true,
      dtype: entry.dtype,
      status: this.statusOf(key),
      current: key === this.currentModel,
    };
  }

  override loadedKeys(): string[] {
    return [];
  }

  override memoryOf(): number {
    return 0;
  }

  override statusOf(key: string): ModelStatus {
    return key === this.currentModel ? 'loaded' : 'not_loaded';
  }

  override silenceOf(): number {
    return 0;
  }

  override unreadiness(): string | undefined {
    return undefined;
  }

  override async ensureLoaded(): Promise<void> {}

  override async switchTo(): Promise<void> {}

  override async deactivate(): Promise<string> {
    return this.currentModel;
  }

  override async unload(): Promise<void> {}

  override async stop(): Promise<void> {}
}
