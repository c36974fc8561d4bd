import { shown } from '../../../input/check-number';
import { Complain } from '../../../input/complain';
import { isRecord } from '../../../references';
import { TraceBilling } from '../../trace-billing';
import { TracePrices } from '../../trace-prices';

/** Refuses what is no way to pay; of the class there may be several copies. */
export function checkBilling(complain: Complain, billing: TraceBilling): TraceBilling {
  if (!isRecord(billing) || !('_tracesFor' in billing)) {
    complain(`billing must be a TraceBilling, got ${shown(billing)}: use TraceBilling.perTrace() or TraceBilling.transactionSearch()`);
  }
  return billing;
}

/** Refuses prices that were not checked. */
export function checkPrices(complain: Complain, prices: TracePrices): void {
  if (!isRecord(prices) || !('_spansConfirmed' in prices)) {
    complain(`prices must be TracePrices, got ${shown(prices)}: use TracePrices.of() or TracePrices.listed()`);
  }
}
