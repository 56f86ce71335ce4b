/** The service is well. */
export class Health {
  /** @example ok */
  status: 'ok';
}
