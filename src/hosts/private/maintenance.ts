import { IConstruct } from 'constructs';
import { CollectorFacts } from '../../collectors/private/collector-facts';
import { daemonInMaintenance } from '../../findings';
import { Ledger } from '../../ledger';

const TOLD = new WeakSet<Ledger>();

/** Says once per app what AWS says of the X-Ray daemon. */
export function noteMaintenance(construct: IConstruct, { kind }: CollectorFacts): void {
  const ledger = Ledger.of(construct);
  if (kind === 'xray-daemon' && !TOLD.has(ledger)) {
    TOLD.add(ledger);
    ledger.warn(construct, daemonInMaintenance());
  }
}
