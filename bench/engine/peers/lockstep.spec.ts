import { Lockstep } from './lockstep.js';

describe('lockstep', () => {
  it('lets nobody go on before all have come, also where one leaves, and keeps the order of places', async () => {
    const steps = new Lockstep();
    const passed: string[] = [];
    const member = async (name: string, place: number, turns: number): Promise<void> => {
      for (let turn = 1; turn <= turns; turn += 1) {
        await steps.turn(place);
        passed.push(`${name}${turn}`);
      }
      steps.leave();
    };
    for (let member = 0; member < 3; member += 1) steps.join();
    await Promise.all([member('a', 3, 1), member('b', 2, 3), member('c', 1, 2)]);
    expect(passed).toEqual(['c1', 'b1', 'a1', 'c2', 'b2', 'b3']);
  });
});
