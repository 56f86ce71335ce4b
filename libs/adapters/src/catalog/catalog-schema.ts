import { getMetadataStorage } from 'class-validator';
import { CatalogFileEntry } from './catalog-file-entry.js';

type Schema = Record<string, unknown>;

/** One rule of class-validator, as far as it is read here. */
interface Rule {
  propertyName: string;
  name?: string;
  type: string;
  constraints?: unknown[];
  each: boolean;
}

/** The JSON schema of `catalog.json`, for editors: made of the class that checks the entries. */
export function catalogSchema(): Schema {
  const models = { type: 'array', items: entrySchema() };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'The models of Creative Muse',
    oneOf: [
      models,
      {
        type: 'object',
        required: ['models'],
        properties: { $schema: { type: 'string' }, models },
        additionalProperties: false,
      },
    ],
  };
}

function entrySchema(): Schema {
  const rules = getMetadataStorage().getTargetValidationMetadatas(CatalogFileEntry, '', true, false) as Rule[];
  const fields = [...new Set(rules.map(({ propertyName }) => propertyName))].sort();
  const rulesOf = (field: string): Rule[] => rules.filter(({ propertyName }) => propertyName === field);
  return {
    type: 'object',
    required: fields.filter((field) => !rulesOf(field).some(isOptional)),
    properties: Object.fromEntries(fields.map((field) => [field, fieldSchema(rulesOf(field))])),
    additionalProperties: false,
  };
}

function isOptional({ type }: Rule): boolean {
  return type === 'conditionalValidation';
}

function fieldSchema(rules: Rule[]): Schema {
  const schema: Schema = {};
  for (const rule of rules.filter((candidate) => !isOptional(candidate))) {
    if (rule.each) schema.items = { ...(schema.items as Schema | undefined), ...ruleSchema(rule) };
    else Object.assign(schema, ruleSchema(rule));
  }
  // What may be left out may be null as well: `IsOptional` sees no difference.
  return rules.some(isOptional) ? { anyOf: [schema, { type: 'null' }] } : schema;
}

/** What a rule is called in a schema. A rule that is not known here has to be added. */
function ruleSchema({ name, constraints = [] }: Rule): Schema {
  const [first, second] = constraints;
  switch (name) {
    case 'isString':
      return { type: 'string' };
    case 'isBoolean':
      return { type: 'boolean' };
    case 'isInt':
      return { type: 'integer' };
    case 'isNumber':
      return { type: 'number' };
    case 'isArray':
      return { type: 'array' };
    case 'isIn':
      return { enum: first };
    case 'matches':
      return { type: 'string', pattern: (first as RegExp).source };
    case 'isLength':
      return { minLength: first, maxLength: second };
    case 'min':
      return { minimum: first };
    case 'max':
      return { maximum: first };
    case 'arrayMaxSize':
      return { maxItems: first };
    default:
      throw new Error(`The catalog's schema does not know the rule ${name ?? 'without a name'}.`);
  }
}
