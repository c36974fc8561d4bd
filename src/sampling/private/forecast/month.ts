/** The hours of a twelfth of 365 days, which is what AWS's price calculators count as a month. */
export const HOURS_OF_A_MONTH = 730;

export const SECONDS_OF_AN_HOUR = 3600;
