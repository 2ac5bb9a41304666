"""What the online engines share: reaching a service, asking it politely, checking its answers."""
