/** How the switch of a resource stands; a value that is only known at deployment is unknown. */
export type SwitchState = 'on' | 'off' | 'unset' | 'unknown';
