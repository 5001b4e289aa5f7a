#!/bin/sh
# Runs once, when Postgres makes its data folder: Lazo's database and its three roles.
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
  --set=migrator="$MIGRATOR_PASSWORD" --set=web="$WEB_PASSWORD" --set=worker="$WORKER_PASSWORD" <<'SQL'
create role lazo_migrator login password :'migrator';
create role lazo_web login password :'web';
create role lazo_worker login password :'worker';
create database lazo owner lazo_migrator;
SQL
