import { App, Validations } from 'aws-cdk-lib';
import { checkWithNag } from './nag';
import { ShopStage } from './shop-stage';
import { XRayTracing } from '../src';

const app = new App();

XRayTracing.of(app).enable();

const shop = new ShopStage(app, 'Shop');
Validations.of(shop).acknowledge({ id: 'cdk-xray:daemonInMaintenance', reason: 'the storefront and the tills use the X-Ray SDKs' });

if (String(app.node.tryGetContext('nag')) === 'true') {
  checkWithNag(app, shop);
}
