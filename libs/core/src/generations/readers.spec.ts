import { Readers } from './readers.js';

describe('Readers', () => {
  const onGone = jest.fn();

  beforeEach(() => {
    jest.useFakeTimers();
    onGone.mockClear();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('says at once that the last has gone where there is no grace', () => {
    const readers = new Readers(0, onGone);
    readers.enter();
    readers.enter();
    readers.leave();
    expect(onGone).not.toHaveBeenCalled();
    readers.leave();
    expect(onGone).toHaveBeenCalledTimes(1);
  });

  it('waits for the grace, from when the last has gone', () => {
    const readers = new Readers(5, onGone);
    readers.enter();
    readers.enter();
    readers.leave();
    jest.advanceTimersByTime(60_000);
    readers.leave();
    jest.advanceTimersByTime(4999);
    expect(onGone).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(onGone).toHaveBeenCalledTimes(1);
  });

  it('gives all of the grace again to a reader that came back', () => {
    const readers = new Readers(5, onGone);
    for (let i = 0; i < 3; i += 1) {
      readers.enter();
      jest.advanceTimersByTime(60_000);
      readers.leave();
      jest.advanceTimersByTime(4999);
    }
    expect(onGone).not.toHaveBeenCalled();
  });

  it.each([0, 5])('waits for nobody when the generation has ended (grace %i)', (grace) => {
    const readers = new Readers(grace, onGone);
    readers.enter();
    readers.close();
    readers.leave();
    const left = new Readers(5, onGone);
    left.enter();
    left.leave();
    left.close();
    jest.advanceTimersByTime(60_000);
    expect(onGone).not.toHaveBeenCalled();
  });
});
