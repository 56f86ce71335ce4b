/** The temperature that belongs to a creativity level of 1 to 10: 0.37 to 1. */
export function temperatureOf(creativityLevel: number): number {
  return 0.3 + (creativityLevel / 10) * 0.7;
}
