/** What stands for a probability of 0, as in OpenAI's API: JSON has no infinity. */
export const leastLogprob = -9999;
