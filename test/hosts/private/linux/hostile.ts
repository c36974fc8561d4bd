import * as fc from 'fast-check';

/** The file that appears among a sandbox's state when a text was run instead of kept. */
export const CANARY = 'state/canary';

const RUN = 'touch "$STATE/canary"';

const PIECES = [
  '\'', '"', '\\', '`', '$', ';', '%', '%s', '&', '|', '<', '>', '(', ')', '*', '?', '!', '#', '~', '=', ' ', '\t', '\n', '\r', 'é', '“', '‘', 'a', '0', '-', '--', '\\n', '\\\'',
  `$(${RUN})`, `\`${RUN}\``, `;${RUN};`, `'; ${RUN}; '`, `"; ${RUN}; "`, `\n${RUN}\n`, '${HOME}', '$((1/0))', '\nEOF\n', '\nUNIT\n', '\nPYTHON\n', '%{url_effective}', '\n[Service]\nExecStart=x\n',
];

/** Texts of what shells, unit files and formats read as theirs. */
export const hostileText = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''));
