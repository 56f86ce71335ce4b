// jest's globalSetup for e2e: the tests start the built service, so there must be one, made from what is tested.
import { ensureBuilt } from '../../tools/build.mjs';

export default async function () {
  await ensureBuilt();
}
