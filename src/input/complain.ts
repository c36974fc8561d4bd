/** Says what is wrong with something that a user typed, and stops. */
export type Complain = (message: string) => never;
