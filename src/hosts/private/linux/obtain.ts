/** What a script downloads, and how it can tell that it is here. */
export interface Download {
  readonly title: string;
  /** A program that is there when the collector is. */
  readonly program: string;
  /** A condition of the shell: whether the version that is here is the one to install. */
  readonly isCurrent: string;
  /** Words of the shell: paths below the base. */
  readonly paths: readonly string[];
  /** A condition of the shell: whether the signature is valid and by the right key. */
  readonly isSigned: string;
  /** What installs the files, once they are known to be genuine. */
  readonly install: string;
}

/** Nothing is unpacked before its signature is verified, and what runs already goes on when its successor can't be had. */
export function obtain({ title, program, isCurrent, paths, isSigned, install }: Download): string {
  return `need curl curl curl
deadline=$((SECONDS + 180))
if [ -x ${program} ] && ${isCurrent}; then
  say 'the ${title} is up to date'
elif fetch ${paths.join(' ')}; then
  need gpg gnupg gnupg2
  ${isSigned} || die "the signature of the ${title} is not valid, or not by the key $fingerprint"
  ${install.replace(/\n/g, '\n  ')}
elif [ -x ${program} ]; then
  say 'the ${title} could not be downloaded: the one that is here stays'
else
  die 'the ${title} could not be downloaded'
fi`;
}
