import { join } from 'node:path';
import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import { AttributeType, BillingMode, Table, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ShopFunction } from '../shop-function';

/** What the shop sells, for the web site: GraphQL in front of a table, and the pictures. */
export class CatalogStack extends Stack {
  readonly products: ITable;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const products = new Table(this, 'Products', {
      partitionKey: { name: 'productId', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.products = products;

    // autoDeleteObjects brings a function of the CDK itself
    new Bucket(this, 'Pictures', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: true,
    });

    const api = new appsync.GraphqlApi(this, 'Api', {
      name: 'shop-catalog',
      definition: appsync.Definition.fromFile(join(__dirname, 'catalog.graphql')),
      authorizationConfig: { defaultAuthorization: { authorizationType: appsync.AuthorizationType.IAM } },
    });

    api.addDynamoDbDataSource('ProductsSource', products).createResolver('Product', {
      typeName: 'Query',
      fieldName: 'product',
      requestMappingTemplate: appsync.MappingTemplate.dynamoDbGetItem('productId', 'productId'),
      responseMappingTemplate: appsync.MappingTemplate.dynamoDbResultItem(),
    });

    const recommend = new ShopFunction(this, 'Recommend', {
      code: 'recommend',
      description: 'Products that go with a product',
      environment: { PRODUCTS_TABLE: products.tableName },
    });
    products.grantReadData(recommend);
    api.addLambdaDataSource('RecommendSource', recommend).createResolver('Recommendations', {
      typeName: 'Product',
      fieldName: 'recommendations',
    });
  }
}
