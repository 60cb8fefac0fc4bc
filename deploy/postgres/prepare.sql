-- Prepares a PostgreSQL (15 to 18) of your own for Sekisho. Run once, as a superuser:
--
--   psql -v name=sekisho -v owner_password=… -v app_password=… -v auditor_password=… -f prepare.sql
--
-- Three roles, named after the database: the owner migrates at each start (SEKISHO_OWNER_DATABASE_URL), the application
-- works under row-level security (DATABASE_URL), the auditor reads. None is a superuser.
\set ON_ERROR_STOP on
\if :{?name}
\else
  \set name sekisho
\endif
select :'name' || '_owner' as owner, :'name' || '_app' as app, :'name' || '_auditor' as auditor \gset

create role :"owner" login nosuperuser nocreatedb nocreaterole bypassrls password :'owner_password';
create role :"app" login nosuperuser nocreatedb nocreaterole nobypassrls password :'app_password';
create role :"auditor" login nosuperuser nocreatedb nocreaterole nobypassrls password :'auditor_password';
create database :"name" owner :"owner" encoding 'UTF8' lc_collate 'C' lc_ctype 'C' template template0;
revoke connect on database :"name" from public;
grant connect on database :"name" to :"app", :"auditor";
\connect :"name"
alter schema public owner to :"owner";
revoke create on schema public from public;
grant usage on schema public to :"app", :"auditor";
