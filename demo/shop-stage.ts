import { Stage, type StageProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { TraceCollector } from '../src';
import { CatalogStack } from './stacks/catalog-stack';
import { FulfilmentStack } from './stacks/fulfilment-stack';
import { MonitoringStack } from './stacks/monitoring-stack';
import { NetworkStack } from './stacks/network-stack';
import { ObservabilityStack } from './stacks/observability-stack';
import { OrdersStack } from './stacks/orders-stack';
import { PartnersStack } from './stacks/partners-stack';
import { ReportsStack } from './stacks/reports-stack';
import { SamplingStack } from './stacks/sampling-stack';
import { SearchStack } from './stacks/search-stack';
import { StorefrontStack } from './stacks/storefront-stack';
import { TillsStack } from './stacks/tills-stack';
import { WarehouseStack } from './stacks/warehouse-stack';

/** One shop: what it takes to deploy it once, for example for testing or for production. */
export class ShopStage extends Stage {
  readonly reports: ReportsStack;

  constructor(scope: Construct, id: string, props?: StageProps) {
    super(scope, id, props);

    const catalog = new CatalogStack(this, 'Catalog');
    const { products } = catalog;
    const ordering = new OrdersStack(this, 'Orders', { products });
    const { api, orders, orderPlaced } = ordering;
    const fulfilment = new FulfilmentStack(this, 'Fulfilment', { orders, orderPlaced });
    new PartnersStack(this, 'Partners', { products });
    this.reports = new ReportsStack(this, 'Reports', { orders });
    new MonitoringStack(this, 'Monitoring', { api });
    new SamplingStack(this, 'Sampling');
    new ObservabilityStack(this, 'Observability', { services: [catalog, ordering, fulfilment] });

    const { vpc } = new NetworkStack(this, 'Network');
    new StorefrontStack(this, 'Storefront', { vpc, api, collector: TraceCollector.xrayDaemon() });
    new WarehouseStack(this, 'Warehouse', { vpc, api, collector: TraceCollector.cloudWatchAgent() });
    new SearchStack(this, 'Search', { vpc, api, collector: TraceCollector.openTelemetry() });
    new TillsStack(this, 'Tills');
  }
}
