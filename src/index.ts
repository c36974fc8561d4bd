export * from './account/resource-policy-owner';
export * as mixins from './mixins';
export * from './permissions/tracing-permissions';
export * from './permissions/unwritable-roles';
export * from './tracing';
export * from './tracing-options';
export * from './tracing-report';
