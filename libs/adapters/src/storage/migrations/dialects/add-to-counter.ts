/** One statement that adds `amount` to the counter `name` (SQL expressions both). */
export function addToCounter(name: string, amount: string): string {
  return `INSERT INTO counters(name, value) VALUES (${name}, ${amount})
    ON CONFLICT(name) DO UPDATE SET value = counters.value + excluded.value;`;
}
