-- Sets what each role may do in this database. Its owner, ainav_owner, runs it in one transaction. Safe to run again.
--
--   ainav_app       reads and writes the owner's tables, also later ones; makes nothing itself
--   ainav_readonly  reads the same tables
--   ainav_exporter  reads the server's statistics, and no table
--
-- The roles are accounts of the RDS instance. Terraform makes them, with their passwords.

DO $$
DECLARE
  missing text;
BEGIN
  IF current_user <> 'ainav_owner' THEN
    RAISE EXCEPTION 'this is for ainav_owner to run, not for %', current_user
      USING HINT = 'Connect as ainav_owner. Default privileges cover only what the role that sets them makes later.';
  END IF;
  IF NOT EXISTS (
    SELECT FROM pg_database WHERE datname = current_database() AND pg_get_userbyid(datdba) = current_user
  ) THEN
    RAISE EXCEPTION '% does not own database %', current_user, current_database()
      USING HINT = 'Make it the owner with another privileged account: ALTER DATABASE ... OWNER TO ainav_owner.';
  END IF;
  SELECT string_agg(name, ', ') INTO missing
    FROM unnest(ARRAY['ainav_app', 'ainav_readonly', 'ainav_exporter']) AS name
    WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name);
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'no such role: %', missing
      USING HINT = 'Accounts are made with the RDS instance: deploy the stack that has it, then run this again.';
  END IF;
END
$$;

CREATE EXTENSION IF NOT EXISTS vector;

-- PostgreSQL lets everybody connect to a new database and make temporary tables in it. Only the roles may connect here.
DO $$
BEGIN
  EXECUTE format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO ainav_app, ainav_readonly, ainav_exporter', current_database());
END
$$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- Permissions on the objects that the owner has already made.
DO $$
DECLARE
  name text;
  kind "char";
BEGIN
  FOR name IN SELECT nspname FROM pg_namespace
    WHERE nspname = 'public' OR pg_get_userbyid(nspowner) = current_user AND nspname !~ '^pg_'
  LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO ainav_app, ainav_readonly', name);
  END LOOP;
  -- The objects are tables and views of all sorts, and sequences. Those of extensions have other owners.
  FOR name, kind IN SELECT oid::regclass, relkind FROM pg_class
    WHERE pg_get_userbyid(relowner) = current_user AND relpersistence <> 't'
      AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  LOOP
    IF kind = 'S' THEN
      EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO ainav_app', name);
    ELSE
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE %s TO ainav_app', name);
      EXECUTE format('GRANT SELECT ON TABLE %s TO ainav_readonly', name);
    END IF;
  END LOOP;
END
$$;

-- Permissions on the objects that the owner will make later, in any schema.
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO ainav_app, ainav_readonly;
ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ainav_app;
ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO ainav_app;
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO ainav_readonly;

GRANT pg_monitor TO ainav_exporter;
