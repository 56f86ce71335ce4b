import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiSecurity } from '@nestjs/swagger';
import type { Scope } from '@muse/core/access/api-key.js';
import { ApiProblems } from '../http/api-problems.js';

/** Who may use a route: anybody, or who has a key with this scope. */
export type AccessRule = Scope | 'open';

export const accessRule = 'access rule';

/** Names of the security schemes in the OpenAPI document. */
export const schemes = { bearer: 'bearer', header: 'api_key_header', query: 'api_key_query' } as const;

/** Says who may use a route, or all routes of a controller, where API_KEYS are set. A route that says nothing is for `admin`. */
export function Access(rule: AccessRule, { inQuery = false } = {}): MethodDecorator & ClassDecorator {
  const rules = SetMetadata(accessRule, rule);
  if (rule === 'open') return rules;
  const used = [schemes.bearer, schemes.header, ...(inQuery ? [schemes.query] : [])];
  return applyDecorators(rules, ...used.map((scheme) => ApiSecurity(scheme, [])), ApiProblems(401, 403, 429));
}
