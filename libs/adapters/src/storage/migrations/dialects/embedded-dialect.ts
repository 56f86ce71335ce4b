import { Table } from 'typeorm';
import { addToCounter as add } from './add-to-counter.js';
import type { Dialect } from './dialect.js';

export const embeddedDialect: Dialect = {
  // It knows no other order.
  table: (options) => new Table(options),
  text: 'text',
  no: '(0)',
  countIdeas: [
    `CREATE TRIGGER count_idea AFTER INSERT ON ideas BEGIN
      ${add("'ideas.category.' || NEW.category", '1')}
      ${add("'ideas.rating_sum'", 'coalesce(NEW.rating, 0)')}
      ${add("'ideas.rating_count'", 'NEW.rating IS NOT NULL')}
    END`,
    `CREATE TRIGGER count_rating AFTER UPDATE OF rating ON ideas BEGIN
      ${add("'ideas.rating_sum'", 'coalesce(NEW.rating, 0) - coalesce(OLD.rating, 0)')}
      ${add("'ideas.rating_count'", '(NEW.rating IS NOT NULL) - (OLD.rating IS NOT NULL)')}
    END`,
    `CREATE TRIGGER forget_idea AFTER DELETE ON ideas BEGIN
      ${add("'ideas.category.' || OLD.category", '-1')}
      ${add("'ideas.rating_sum'", '-coalesce(OLD.rating, 0)')}
      ${add("'ideas.rating_count'", '-(OLD.rating IS NOT NULL)')}
    END`,
  ],
  stopCounting: ['DROP TRIGGER count_idea', 'DROP TRIGGER count_rating', 'DROP TRIGGER forget_idea'],
};
