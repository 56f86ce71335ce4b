import { allowNull } from './allow-null.js';

const ref = { $ref: '#/components/schemas/Idea' };
const onlyNull = { type: 'object', nullable: true, enum: [null] };

describe('allowNull', () => {
  it.each([{ type: 'string' }, { type: 'number', nullable: true }, { oneOf: [ref] }, { enum: ['a'] }, onlyNull])(
    'leaves %j as it is',
    (schema) => {
      expect(allowNull(schema)).toEqual(schema);
    },
  );

  it('is a word more in an enumeration', () => {
    expect(allowNull({ type: 'string', nullable: true, enum: ['a', 'b'] })).toEqual({
      type: 'string',
      nullable: true,
      enum: ['a', 'b', null],
    });
  });

  it('is one more of several schemas', () => {
    expect(allowNull({ nullable: true, description: 'An idea.', oneOf: [ref, { type: 'string' }] })).toEqual({
      description: 'An idea.',
      oneOf: [ref, { type: 'string' }, onlyNull],
    });
    expect(allowNull({ type: 'object', nullable: true, allOf: [ref] })).toEqual({ oneOf: [ref, onlyNull] });
  });
});
