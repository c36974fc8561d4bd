/** What the CDK has PowerShell do at the end of a script; the end itself is an error as well, of which the message is `Success`. */
const CDK_TRAP = /^(<powershell>trap \{\n\$success=\(\$PSItem\.Exception\.Message -eq "Success"\)\n)([^]*?\n)(break\n\}\n)([^]*)$/;

/** User data of PowerShell with a script in it, and which commands of the user's run without knowing how that ended. */
export interface WithPowershell {
  readonly text: string;
  readonly before: string;
}

/**
 * Puts a script to the end: to what the CDK has PowerShell do there, or else after the last of the commands.
 *
 * @param required whether what the CDK has PowerShell do at the end is to know of a failure; the script throws
 */
export function atPowershellEnd(theirs: string, script: string, required: boolean): WithPowershell | undefined {
  const ours = `${script.trimEnd()}\n`;
  const [, trap, atEnd, leave, commands] = CDK_TRAP.exec(theirs) ?? [];
  if (trap !== undefined) {
    const steps = required ? [`try {\n${ours}} catch {\n$success=$false\n}\n`, atEnd] : [atEnd, ours];
    return { text: [trap, ...steps, leave, commands].join(''), before: commands };
  }
  const end = theirs.lastIndexOf('</powershell>');
  return end < 0 ? undefined : { text: `${theirs.slice(0, end)}\n${ours}${theirs.slice(end)}`, before: theirs };
}
