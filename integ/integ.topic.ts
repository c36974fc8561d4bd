import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { Stack, aws_sns as sns } from 'aws-cdk-lib';
import { XRayTracing } from 'cdk-xray';
import { snapshotApp } from './app';

// Two stacks with topics, one X-Ray resource policy.
const app = snapshotApp();
const orders = new Stack(app, 'CdkXRayTopicOrders');
new sns.Topic(orders, 'Standard');
new sns.Topic(orders, 'Fifo', { fifo: true });
const invoices = new Stack(app, 'CdkXRayTopicInvoices');
new sns.Topic(invoices, 'Standard');
XRayTracing.of(app).enable();

new IntegTest(app, 'Topic', { testCases: [orders, invoices] });
