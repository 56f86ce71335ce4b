/** What came as JSON: tests look at its fields as they expect them, and fail where they are not there. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;
