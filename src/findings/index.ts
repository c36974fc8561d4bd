export * from './collectors';
export { FINDING_IDS, statementJson } from './finding-ids';
export * from './groups';
export * from './sampling';
export * from './services';
