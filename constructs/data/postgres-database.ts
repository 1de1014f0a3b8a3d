import { DbAccountPrivilege } from "@cdktf/provider-alicloud/lib/db-account-privilege";
import { DbDatabase } from "@cdktf/provider-alicloud/lib/db-database";
import { RdsAccount } from "@cdktf/provider-alicloud/lib/rds-account";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { GeneratedSecret } from "../security/generated-secret";
import type { PostgresInstance } from "./postgres-instance";

export interface PostgresDatabaseProps {
  readonly instance: PostgresInstance;
  /** 2 to 63 lower-case letters, digits and underscores. */
  readonly databaseName: string;
  /**
   * Whether Terraform refuses to destroy the database.
   *
   * @default true
   */
  readonly deletionProtection?: boolean;
}

/**
 * A database and its accounts. RDS knows two ranks of accounts only, so the owner grants rights inside the database
 * with SQL.
 */
export class PostgresDatabase extends Construct {
  readonly databaseName: string;
  private readonly instance: PostgresInstance;
  private readonly database: ITerraformDependable;

  constructor(scope: Construct, id: string, props: PostgresDatabaseProps) {
    super(scope, id);
    const lifecycle = { preventDestroy: props.deletionProtection ?? true };
    this.instance = props.instance;
    this.databaseName = props.databaseName;
    this.database = new DbDatabase(this, "Default", {
      instanceId: props.instance.instanceId,
      dataBaseName: props.databaseName,
      // Collation C sorts by code point, which makes indexes fast; en_US.utf8 says which characters are letters.
      characterSet: "UTF8,C,en_US.utf8",
      description: `Database ${props.databaseName}`,
      lifecycle,
    });
  }

  /** Adds the account that owns the database. RDS lets only its highest rank create extensions, such as pgvector. */
  addOwner(accountName: string, password: GeneratedSecret): void {
    const account = this.addRdsAccount(accountName, password, "Super");
    new DbAccountPrivilege(this, `${accountName}-owns`, {
      instanceId: this.instance.instanceId,
      accountName: account.accountName,
      dbNames: [this.databaseName],
      privilege: "DBOwner",
      dependsOn: [this.database],
    });
  }

  /** Adds an account that may only log in, until SQL grants it more. */
  addAccount(accountName: string, password: GeneratedSecret): void {
    this.addRdsAccount(accountName, password, "Normal");
  }

  private addRdsAccount(accountName: string, password: GeneratedSecret, accountType: "Super" | "Normal"): RdsAccount {
    return new RdsAccount(this, accountName, {
      dbInstanceId: this.instance.instanceId,
      accountName,
      accountPassword: password.value,
      accountType,
      accountDescription: `${accountName} of ${this.databaseName}`,
    });
  }
}
