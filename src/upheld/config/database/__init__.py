"""A database engine that starts the embedded PostgreSQL at the first connection, when no other server is
named.
"""
