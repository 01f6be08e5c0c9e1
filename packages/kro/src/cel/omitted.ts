/** What KRO's `omit()` gives: the field that it is the value of is left out. */
export class Omitted {}

/** The one value of `omit()`. */
export const OMITTED = new Omitted();
