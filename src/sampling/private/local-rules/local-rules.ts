export { readLocalDocument } from './read-local-document';
export { toLocalDocument } from './to-local-document';
