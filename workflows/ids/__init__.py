"""The grammar of ids: orders, invoices, our own numbers; read whole or not at all."""
