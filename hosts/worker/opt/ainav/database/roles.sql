-- Sets what each role may do in this database. The database's owner runs it in one transaction. Safe to run again.
--
-- The owner is called <prefix>_owner, and the others go by the same prefix:
--
--   <prefix>_app       reads and writes the owner's tables, also later ones; makes nothing itself
--   <prefix>_readonly  reads the same tables, and sequences, as dumps do
--   <prefix>_exporter  reads the server's statistics, and no table
--
-- The roles are accounts of the RDS instance. Terraform makes them, with their passwords.

DO $$
DECLARE
  prefix text := regexp_replace(current_user, '_owner$', '');
  missing text;
BEGIN
  IF current_user !~ '^.+_owner$' THEN
    RAISE EXCEPTION 'this is for the account <prefix>_owner to run, not for %', current_user
      USING HINT = 'Connect as the owner. Default privileges cover only what the role that sets them makes later.';
  END IF;
  IF NOT EXISTS (
    SELECT FROM pg_database WHERE datname = current_database() AND pg_get_userbyid(datdba) = current_user
  ) THEN
    RAISE EXCEPTION '% does not own database %', current_user, current_database()
      USING HINT = format('Make it the owner with another privileged account: ALTER DATABASE ... OWNER TO %I.', current_user);
  END IF;
  SELECT string_agg(name, ', ') INTO missing
    FROM unnest(ARRAY[prefix || '_app', prefix || '_readonly', prefix || '_exporter']) AS name
    WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name);
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'no such role: %', missing
      USING HINT = 'Accounts are made with the RDS instance: deploy the stack that has it, then run this again.';
  END IF;
END
$$;

CREATE EXTENSION IF NOT EXISTS vector;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

DO $$
DECLARE
  prefix text := regexp_replace(current_user, '_owner$', '');
  app text := prefix || '_app';
  readonly text := prefix || '_readonly';
  exporter text := prefix || '_exporter';
  name text;
  kind "char";
BEGIN
  -- PostgreSQL lets everybody connect to a new database and make temporary tables in it. Only the roles may connect here.
  EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I, %I, %I', current_database(), app, readonly, exporter);

  -- Permissions on the objects that the owner has already made.
  FOR name IN SELECT nspname FROM pg_namespace
    WHERE nspname = 'public' OR pg_get_userbyid(nspowner) = current_user AND nspname !~ '^pg_'
  LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I, %I', name, app, readonly);
  END LOOP;
  -- The objects are tables and views of all sorts, and sequences. Those of extensions have other owners.
  FOR name, kind IN SELECT oid::regclass, relkind FROM pg_class
    WHERE pg_get_userbyid(relowner) = current_user AND relpersistence <> 't'
      AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  LOOP
    IF kind = 'S' THEN
      EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO %I', name, app);
      EXECUTE format('GRANT SELECT ON SEQUENCE %s TO %I', name, readonly);
    ELSE
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE %s TO %I', name, app);
      EXECUTE format('GRANT SELECT ON TABLE %s TO %I', name, readonly);
    END IF;
  END LOOP;

  -- Permissions on the objects that the owner will make later, in any schema.
  EXECUTE format('ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO %I, %I', app, readonly);
  EXECUTE format('ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', app);
  EXECUTE format('ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO %I', app);
  EXECUTE format('ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO %I', readonly);
  EXECUTE format('ALTER DEFAULT PRIVILEGES GRANT SELECT ON SEQUENCES TO %I', readonly);

  EXECUTE format('GRANT pg_monitor TO %I', exporter);
END
$$;
