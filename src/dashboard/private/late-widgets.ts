import { Column, IWidget, Row } from 'aws-cdk-lib/aws-cloudwatch';

/** The rows of a dashboard that are known when its template is written. A row is of widgets side by side. */
export class LateWidgets implements IWidget {
  public readonly width = 24;
  private readonly place = { x: 0, y: 0 };
  private column?: Column;
  private isHidden = false;

  constructor(private readonly produce: () => IWidget[][]) {
  }

  /** The CDK asks for the height whenever it lays out the dashboard, and for the widgets after that. */
  public get height(): number {
    this.column = this.made();
    return this.column.height;
  }

  public position(x: number, y: number): void {
    Object.assign(this.place, { x, y });
  }

  public toJson(): object[] {
    const column = this.column ?? this.made();
    this.column = undefined;
    column.position(this.place.x, this.place.y);
    return column.toJson();
  }

  /** Does something while these widgets are not there. */
  public whileHidden<T>(work: () => T): T {
    this.isHidden = true;
    try {
      return work();
    } finally {
      this.isHidden = false;
    }
  }

  private made(): Column {
    const rows = this.isHidden ? [] : this.produce();
    return new Column(...rows.map((row) => new Row(...row)));
  }
}
