/** Where the service's own endpoints live. */
export const api = 'api/v1';
