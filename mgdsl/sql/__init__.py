"""A program as one SQL statement: `emit.emit`, its tables: `load.schema_sql`, and a run on SQLite: `run.run`.

Needs the optional extra ``sql``. Only comparisons of columns are left to SQL; the reader of records has done
the calendar, the units and the attainable ranges.
"""
