import { newFolder, openDatabase } from '../support/databases.js';
import { migrationsSuite } from './migrations.js';

describe('the migrations of the embedded database', () => migrationsSuite(() => openDatabase(newFolder())));
