"""The other engines: one journey through each door in Firefox and in WebKit, by `make engines`."""
