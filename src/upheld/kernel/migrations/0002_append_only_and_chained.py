"""The database itself numbers and chains events, and refuses to change or delete them."""

from django.db import migrations

CHAIN = r"""
CREATE FUNCTION kernel_event_hash(event kernel_event) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT encode(sha256(convert_to(concat_ws(E'\x1f',
        event.previous_hash, event.stream, event.number, event.id, event.kind, event.facts::text, event.by,
        to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        to_char(event.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
    ), 'UTF8')), 'hex')
$$;

CREATE FUNCTION kernel_chain_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head kernel_stream%ROWTYPE;
BEGIN
    INSERT INTO kernel_stream (name, number, hash) VALUES (NEW.stream, 0, '') ON CONFLICT (name) DO NOTHING;
    SELECT * INTO head FROM kernel_stream WHERE name = NEW.stream FOR UPDATE;
    NEW.number := head.number + 1;
    NEW.previous_hash := head.hash;
    NEW.hash := kernel_event_hash(NEW);
    UPDATE kernel_stream SET number = NEW.number, hash = NEW.hash WHERE name = NEW.stream;
    RETURN NEW;
END
$$;

CREATE TRIGGER kernel_event_is_chained BEFORE INSERT ON kernel_event
    FOR EACH ROW EXECUTE FUNCTION kernel_chain_event();

CREATE FUNCTION kernel_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The record of events is only ever added to: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER kernel_event_is_append_only BEFORE UPDATE OR DELETE ON kernel_event
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse();
CREATE TRIGGER kernel_event_is_never_emptied BEFORE TRUNCATE ON kernel_event
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse();
CREATE TRIGGER kernel_stream_keeps_its_head BEFORE DELETE ON kernel_stream
    FOR EACH ROW EXECUTE FUNCTION kernel_refuse();
CREATE TRIGGER kernel_stream_is_never_emptied BEFORE TRUNCATE ON kernel_stream
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_refuse();
CREATE TRIGGER kernel_stream_only_grows BEFORE UPDATE ON kernel_stream
    FOR EACH ROW WHEN (NEW.number IS DISTINCT FROM OLD.number + 1 OR NEW.name IS DISTINCT FROM OLD.name)
    EXECUTE FUNCTION kernel_refuse();
"""

UNCHAIN = """
DROP TRIGGER kernel_event_is_chained ON kernel_event;
DROP TRIGGER kernel_event_is_append_only ON kernel_event;
DROP TRIGGER kernel_event_is_never_emptied ON kernel_event;
DROP TRIGGER kernel_stream_keeps_its_head ON kernel_stream;
DROP TRIGGER kernel_stream_is_never_emptied ON kernel_stream;
DROP TRIGGER kernel_stream_only_grows ON kernel_stream;
DROP FUNCTION kernel_chain_event();
DROP FUNCTION kernel_refuse();
DROP FUNCTION kernel_event_hash(kernel_event);
"""


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies = [("kernel", "0001_initial")]

    operations = [migrations.RunSQL(CHAIN, UNCHAIN)]
