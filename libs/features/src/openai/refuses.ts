import { isDeepStrictEqual } from 'node:util';
import { ValidateBy } from 'class-validator';

/**
 * Names fields of OpenAI's that this service refuses, each with the values that ask for nothing and are taken all the same;
 * null always is. A client that asks for more hears it by name, instead of getting an answer that is not what it asked for.
 */
export function Refuses(fields: Readonly<Record<string, readonly unknown[]>>): ClassDecorator {
  return ({ prototype }) => {
    for (const [name, harmless] of Object.entries(fields)) refusal(name, harmless)(prototype as object, name);
  };
}

function refusal(name: string, harmless: readonly unknown[]): PropertyDecorator {
  const except =
    harmless.length === 0 ? '' : `; only ${harmless.map((value) => JSON.stringify(value)).join(' or ')} is taken`;
  return ValidateBy({
    name: 'isSupported',
    validator: {
      validate: (value: unknown) => [undefined, null, ...harmless].some((taken) => isDeepStrictEqual(value, taken)),
      defaultMessage: () => `${name} is not supported by this service${except}`,
    },
  });
}
