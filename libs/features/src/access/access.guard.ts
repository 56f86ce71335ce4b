import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { opens } from '@muse/core/access/api-key.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { Request } from 'express';
import { accessRule, type AccessRule } from './access.decorator.js';
import { callerOf } from './caller.js';

/** Lets in who has the key that the route asks for. Without any key in API_KEYS everybody may do everything. */
export class AccessGuard implements CanActivate {
  constructor(
    private readonly hasKeys: boolean,
    private readonly reflector: Reflector,
  ) {}

  /** @throws MuseError `unauthorized` or `forbidden`. */
  canActivate(context: ExecutionContext): boolean {
    if (!this.hasKeys) return true;
    const targets = [context.getHandler(), context.getClass()];
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(accessRule, targets) ?? 'admin';
    if (rule === 'open') return true;
    const { key, showedKey } = callerOf(context.switchToHttp().getRequest<Request>());
    if (key === undefined) {
      const how = 'as "Authorization: Bearer KEY" or "X-API-Key: KEY"';
      const what = showedKey ? 'This key is not known' : 'A key is needed';
      throw new MuseError('unauthorized', `${what}. Send one with the scope ${rule}, ${how}.`);
    }
    if (opens(key, rule)) return true;
    throw new MuseError('forbidden', `This needs a key with the scope ${rule}; yours has ${key.scopes.join(', ')}.`);
  }
}
