import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import type { DataSource } from 'typeorm';
import { embeddedDatabase } from './database.js';
import { TypeormIdeaRepository } from './typeorm-idea-repository.js';

/** Fills the repositories of libs/core. */
@Module({})
export class StorageModule {
  /** @param folder where the embedded database lives */
  static in(folder: string): DynamicModule {
    return {
      module: StorageModule,
      // A file that cannot be opened now will not open in three seconds either.
      imports: [TypeOrmModule.forRoot({ ...embeddedDatabase(folder), retryAttempts: 0 })],
      providers: [
        {
          provide: IdeaRepository,
          inject: [getDataSourceToken()],
          useFactory: (dataSource: DataSource) => new TypeormIdeaRepository(dataSource),
        },
      ],
      exports: [IdeaRepository],
    };
  }
}
