import { Stage, type StageProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CatalogStack } from './stacks/catalog-stack';
import { FulfilmentStack } from './stacks/fulfilment-stack';
import { MonitoringStack } from './stacks/monitoring-stack';
import { OrdersStack } from './stacks/orders-stack';
import { PartnersStack } from './stacks/partners-stack';
import { ReportsStack } from './stacks/reports-stack';

/** One shop: what it takes to deploy it once, for example for testing or for production. */
export class ShopStage extends Stage {
  readonly reports: ReportsStack;

  constructor(scope: Construct, id: string, props?: StageProps) {
    super(scope, id, props);

    const { products } = new CatalogStack(this, 'Catalog');
    const { api, orders, orderPlaced } = new OrdersStack(this, 'Orders', { products });
    new FulfilmentStack(this, 'Fulfilment', { orders, orderPlaced });
    new PartnersStack(this, 'Partners', { products });
    this.reports = new ReportsStack(this, 'Reports', { orders });
    new MonitoringStack(this, 'Monitoring', { api });
  }
}
