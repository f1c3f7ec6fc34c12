"""The record of who looked: in one part for each month, chained for each account and month, append-only."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models.expressions import Func, Value

import upheld.kernel.identifiers

LOOKS = r"""
CREATE TABLE access_look_head (
    name text PRIMARY KEY,
    number bigint NOT NULL,
    hash varchar(64) NOT NULL
) WITH (fillfactor = 70);

CREATE SEQUENCE access_look_sequence_seq;
CREATE TABLE access_look (
    id uuid PRIMARY KEY,
    sequence bigint NOT NULL DEFAULT nextval('access_look_sequence_seq'),
    account_id uuid NOT NULL,
    clients uuid[] NOT NULL,
    kind text NOT NULL,
    door text NOT NULL,
    why text NOT NULL,
    route text NOT NULL,
    request text NOT NULL,
    found bigint,
    at timestamptz NOT NULL,
    number bigint NOT NULL,
    previous_hash varchar(64) NOT NULL,
    hash varchar(64) NOT NULL,
    CONSTRAINT access_look_is_numbered CHECK (number > 0),
    CONSTRAINT access_look_joins_unambiguously
        CHECK ((kind || door || why || route || request) !~ '[[:cntrl:]]')
) PARTITION BY RANGE (id);
ALTER SEQUENCE access_look_sequence_seq OWNED BY access_look.sequence;
CREATE INDEX access_look_at_clients ON access_look USING gin (clients);

CREATE TABLE access_look_default PARTITION OF access_look DEFAULT;
CREATE UNIQUE INDEX access_look_default_place
    ON access_look_default (account_id, kernel_month_of(id), number);
CREATE UNIQUE INDEX access_look_default_sequence ON access_look_default (sequence);
CREATE TRIGGER is_never_emptied BEFORE TRUNCATE ON access_look_default
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse();

CREATE FUNCTION access_look_hash(look access_look) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(concat_ws(E'\x1f',
        look.previous_hash, look.account_id, look.number, look.id, look.clients, look.kind, look.door,
        look.why, look.route, look.request, coalesce(look.found::text, ''),
        to_char(look.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
    ), 'UTF8')), 'hex')
$$;

CREATE FUNCTION access_chain_look() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    chain text := NEW.account_id || to_char(kernel_month_of(NEW.id), ' YYYY-MM');
    head access_look_head%ROWTYPE;
BEGIN
    SELECT * INTO head FROM access_look_head WHERE name = chain FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO access_look_head (name, number, hash) VALUES (chain, 0, '') ON CONFLICT (name) DO NOTHING;
        SELECT * INTO head FROM access_look_head WHERE name = chain FOR UPDATE;
    END IF;
    NEW.number := head.number + 1;
    NEW.previous_hash := head.hash;
    NEW.hash := access_look_hash(NEW);
    UPDATE access_look_head SET number = NEW.number, hash = NEW.hash WHERE name = chain;
    RETURN NEW;
END
$$;

CREATE TRIGGER access_look_is_chained BEFORE INSERT ON access_look
    FOR EACH ROW EXECUTE FUNCTION access_chain_look();
CREATE TRIGGER access_look_is_append_only BEFORE UPDATE OR DELETE ON access_look
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse();
CREATE TRIGGER access_look_is_never_emptied BEFORE TRUNCATE ON access_look
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse();
CREATE TRIGGER access_look_head_is_kept BEFORE DELETE ON access_look_head
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse();
CREATE TRIGGER access_look_head_is_never_emptied BEFORE TRUNCATE ON access_look_head
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse();
CREATE TRIGGER access_look_head_only_grows BEFORE UPDATE ON access_look_head
    FOR EACH ROW WHEN (NEW.number IS DISTINCT FROM OLD.number + 1 OR NEW.name IS DISTINCT FROM OLD.name)
    EXECUTE FUNCTION kernel_refuse();

SELECT kernel_make_month('access_look',
                         (date_trunc('month', now() AT TIME ZONE 'UTC') + n * interval '1 month')::date)
  FROM generate_series(0, 3) AS n;
"""

NO_LOOKS = """
DROP FUNCTION access_look_hash(access_look);
DROP TABLE access_look;
DROP TABLE access_look_head;
DROP FUNCTION access_chain_look();
"""


class Migration(migrations.Migration):
    """Makes the two tables."""

    dependencies = [("access", "0002_who_may_see_what"), ("kernel", "0003_partitions_by_month")]

    operations = [
        migrations.RunSQL(
            LOOKS,
            NO_LOOKS,
            state_operations=[
                migrations.CreateModel(
                    name="LookHead",
                    fields=[
                        ("name", models.TextField(primary_key=True, serialize=False)),
                        ("number", models.BigIntegerField()),
                        ("hash", models.CharField(max_length=64)),
                    ],
                    options={"db_table": "access_look_head"},
                ),
                migrations.CreateModel(
                    name="Look",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=upheld.kernel.identifiers.new_id,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "sequence",
                            models.BigIntegerField(
                                db_default=Func(Value("access_look_sequence_seq"), function="nextval"),
                                editable=False,
                            ),
                        ),
                        ("account_id", models.UUIDField()),
                        ("clients", django.contrib.postgres.fields.ArrayField(models.UUIDField())),
                        ("kind", models.TextField()),
                        ("door", models.TextField()),
                        ("why", models.TextField(blank=True, default="")),
                        ("route", models.TextField(blank=True, default="")),
                        ("request", models.TextField(blank=True, default="")),
                        ("found", models.BigIntegerField(null=True)),
                        ("at", models.DateTimeField()),
                        ("number", models.BigIntegerField(default=0)),
                        ("previous_hash", models.CharField(default="", max_length=64)),
                        ("hash", models.CharField(default="", max_length=64)),
                    ],
                    options={
                        "db_table": "access_look",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["clients"], name="access_look_at_clients"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("number__gt", 0)), name="access_look_is_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__regex", "[[:cntrl:]]"), _negated=True),
                                    models.Q(("door__regex", "[[:cntrl:]]"), _negated=True),
                                    models.Q(("why__regex", "[[:cntrl:]]"), _negated=True),
                                    models.Q(("route__regex", "[[:cntrl:]]"), _negated=True),
                                    models.Q(("request__regex", "[[:cntrl:]]"), _negated=True),
                                ),
                                name="access_look_joins_unambiguously",
                            ),
                        ],
                    },
                ),
            ],
        )
    ]
